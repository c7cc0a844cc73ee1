"""Sunhall (阳光政务大厅): one system for a whole city's e-government."""

__version__ = "0.1.0"
