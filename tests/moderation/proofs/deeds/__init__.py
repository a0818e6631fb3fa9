"""What members, moderators and time do in the property test, each a function."""

from tests.moderation.proofs.deeds import (
    deciding,
    looking,
    people,
    reporting,
    reshaping,
    writing,
)

ALONE = (*writing.LONG, *deciding.LONG, *looking.LONG)
"""Deeds that open their own transactions, as jobs and batches do."""
DEEDS = (
    *writing.DEEDS,
    *reporting.DEEDS,
    *deciding.DEEDS,
    *reshaping.DEEDS,
    *people.DEEDS,
    *ALONE,
)
"""All deeds, each done in one transaction unless it stands in `ALONE`."""
