"""Validation: patterns of the city, each held against the model over seeds and over draws."""
