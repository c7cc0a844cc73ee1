"""行政处罚: benchmarks with zero discretion, and the public enforcement hall."""
