"""The pages of the data center."""
