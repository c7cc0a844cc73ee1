"""The edges of the access center."""
