"""Calibration: which numbers of the book agree with what was observed, and the draws that are left."""
