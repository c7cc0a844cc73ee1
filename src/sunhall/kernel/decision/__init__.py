"""Discretion benchmarks as typed tables: read, proved, decided; one way for desk, API and hall."""
