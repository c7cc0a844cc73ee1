"""What decides about citizen cards: pure functions and values."""
