"""A checker that shares no code with the system."""
