"""What the index of words is asked; each says how many queries it costs."""

from forum.search.queries.finding import Hit, Results, found
from forum.search.queries.index import Index, index
from forum.search.queries.similar import (
    alike_around,
    alike_to,
    similar_threads,
)
from forum.search.queries.standing import differences, left_of, missing

__all__ = [
    "Hit",
    "Index",
    "Results",
    "alike_around",
    "alike_to",
    "differences",
    "found",
    "index",
    "left_of",
    "missing",
    "similar_threads",
]
