"""How results, levers and scenarios read to people, in tables and words."""
