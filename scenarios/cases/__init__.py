"""The scenarios that come with the model: one file each, saying only how it differs from another."""
