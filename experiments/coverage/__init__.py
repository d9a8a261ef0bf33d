"""The rows of the paper's inventory: what each says, and where it is in the code; one file a kind."""
