"""The pages of the city's front door."""
