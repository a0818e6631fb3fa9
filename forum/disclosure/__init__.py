"""Finds what a text would disclose about people, and masks it.

Pure functions over text: nothing here reads files while it works, writes,
logs or asks another service.
"""

from forum.disclosure.explaining import KINDS_EXPLAINED, Advice, Explained, advice
from forum.disclosure.instead import mask, masked_form
from forum.disclosure.kinds import Finding, Kind, Level, Registered, may_be_kept
from forum.disclosure.masking import MASKED
from forum.disclosure.scanning import RULES_VERSION, scan

__all__ = [
    "KINDS_EXPLAINED",
    "MASKED",
    "RULES_VERSION",
    "Advice",
    "Explained",
    "Finding",
    "Kind",
    "Level",
    "Registered",
    "advice",
    "mask",
    "masked_form",
    "may_be_kept",
    "scan",
]
