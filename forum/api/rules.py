"""What programs may ask, for how long, and what crawlers are told."""

from collections.abc import Sequence
from datetime import timedelta

from forum.core.answers import YES, Answer, no

TOKEN_LASTS = timedelta(days=365)
TOKENS_MAX = 5
MARK = "stf_"
"""Stands before every token, so that one that leaked is recognized as ours."""
LISTED = 20
LISTED_MAX = 100
URLS_MAX = 10_000
PRIVATE = ("/moderation/", "/admin", "/my", "/notifications", "/sign-in")
"""Where no crawler finds anything to read."""


def may_make(tokens: int) -> Answer:
    """Five tokens at a time are enough for anybody."""
    if tokens >= TOKENS_MAX:
        return no(
            f"You have {TOKENS_MAX} tokens, which is as many as there can be. End one "
            "of them first."
        )
    return YES


def robots(refused: Sequence[str], base_url: str) -> str:
    """Return what crawlers are told: where nothing is, and who is to stay away."""
    refused = [name for name in refused if name != "none"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE)]
    if refused:
        lines += ["", *(f"User-agent: {name}" for name in refused), "Disallow: /"]
    return "\n".join((*lines, "", f"Sitemap: {base_url}/sitemap.xml", ""))
