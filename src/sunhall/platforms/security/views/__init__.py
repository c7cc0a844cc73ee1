"""The pages of the security platform."""
