"""What the whole city must hold together."""
