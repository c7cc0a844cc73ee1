"""电子监督: irregularities are found inside the act that commits them."""
