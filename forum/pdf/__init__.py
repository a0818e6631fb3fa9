"""PDFs without what they say about who made them; cleaned in a process of its own."""

from forum.pdf.asking import Damaged, Locked, TooSlow, cleaned

__all__ = ["Damaged", "Locked", "TooSlow", "cleaned"]
