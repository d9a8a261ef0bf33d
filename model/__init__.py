"""What happens: the month, its processes, issues, ties, measures and chance."""

from .community import CommunityModel

__all__ = ["CommunityModel"]
