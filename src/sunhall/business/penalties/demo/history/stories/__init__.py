"""The stories of the year, each a case from its clue to its end, told in verbs."""
