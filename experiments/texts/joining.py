"""Tables of texts put together, so that none takes the place of another."""

from __future__ import annotations

__all__ = ["Texts", "joined"]

Texts = dict[str, tuple[str, str]]
"""English and Chinese by key."""


def joined(*tables: Texts) -> Texts:
    """Return all texts in one table.

    Raises:
        ValueError: if a key stands in two of them.
    """
    whole: Texts = {}
    for table in tables:
        twice = whole.keys() & table.keys()
        if twice:
            raise ValueError(f"texts with one key: {', '.join(sorted(twice))}")
        whole |= table
    return whole
