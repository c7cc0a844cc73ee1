"""The ledger: the journal folded into a Merkle tree whose signed heads anybody can check."""
