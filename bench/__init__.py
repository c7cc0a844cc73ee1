"""Measurements: ours beside a named peer, in the same run, as ratios."""
