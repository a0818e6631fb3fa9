"""How a quotation is written in a text."""

LINES_MAX = 12
"""Longer quotations are folded until a reader opens them."""
TAKEN_MAX = 60


def quotation(body: str, author: str, number: int, path: str) -> str:
    """Return the Markdown of a quotation with a link back to its source."""
    lines = [line for line in body.strip().split("\n") if not line.startswith(">")]
    kept = "\n".join(lines).strip().split("\n")
    if len(kept) > TAKEN_MAX:
        kept = [*kept[:TAKEN_MAX], "…"]
    quoted = "\n".join(f"> {line}".rstrip() for line in kept)
    return f"> [{author} wrote in #{number}]({path})\n>\n{quoted}\n\n"
