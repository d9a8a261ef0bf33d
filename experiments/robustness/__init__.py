"""Robustness: under which assumptions results hold, and through which links of the loop they come."""
