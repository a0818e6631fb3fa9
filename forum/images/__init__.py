"""Pictures that members add to posts: drawn anew, so that nothing hidden stays."""

from forum.images.reading import scan, strip

__all__ = ["scan", "strip"]
