"""The one-file checker that anyone downloads; it imports nothing of the platform."""
