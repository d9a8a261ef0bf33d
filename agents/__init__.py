"""Who exists: the state of each kind of actor, and what one actor decides."""
