"""Findings in posts by names that give nothing of them away, to find them again."""

from collections.abc import Collection, Mapping, Sequence

from flask import current_app

from forum.boards.queries.leaving import own_findings
from forum.core.keys import Keys
from forum.disclosure import Registered
from forum.rights.naming import Names


def finding_name(post_id: int, words: str) -> str:
    """Return what a finding is called where its words may not stand."""
    keys: Keys = current_app.extensions["keys"]
    return keys.mac(f"finding in {post_id}", words)


def finding_names(passages: Mapping[int, Sequence[str]]) -> tuple[str, ...]:
    """Return the names of words that are to be destroyed, by the key of the post."""
    return tuple(
        finding_name(post_id, one)
        for post_id, words in sorted(passages.items())
        for one in words
    )


def found_again(
    member_id: int, names: Names, wanted: Collection[str]
) -> dict[int, list[str]]:
    """Return the words of named findings, as a restored backup has them again."""
    if not wanted:
        return {}
    known = Registered(name=names.name, email=names.email)
    again = {
        one.post_id: [
            place.words
            for place in one.places
            if finding_name(one.post_id, place.words) in wanted
        ]
        for one in own_findings(member_id, known)
    }
    return {post_id: words for post_id, words in again.items() if words}
