"""What counts as unusual."""
