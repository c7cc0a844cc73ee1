"""What decides in the access center."""
