"""What programs ask, beside what pages ask too."""

from forum.api.queries.sitemap import Found, SitemapPart, parts, threads_of
from forum.api.queries.tokens import Holder, count_tokens, holder, holds, tokens_of

__all__ = [
    "Found",
    "Holder",
    "SitemapPart",
    "count_tokens",
    "holder",
    "holds",
    "parts",
    "threads_of",
    "tokens_of",
]
