"""The pages of the citizen card."""
