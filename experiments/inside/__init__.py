"""Looks inside a run: the story of an issue, and why somebody did what they did."""
