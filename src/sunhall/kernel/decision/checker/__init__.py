"""The one-file checker that citizens download; it imports nothing of the platform."""
