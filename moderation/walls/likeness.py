"""Whether two texts say nearly the same: a number of 64 bits that tells no words."""

import hashlib
import re

WORD = re.compile(r"\w+")
TOGETHER = 3
WORDS_MIN = 12
"""Shorter texts, such as thanks, are alike without being spam."""
BITS = 64
BITS_APART = 4


def likeness(text: str) -> str:
    """Return the number of a text in hexadecimal; nothing for a short text."""
    words = WORD.findall(text.lower())
    if len(words) < WORDS_MIN:
        return ""
    counts = [0] * BITS
    for at in range(len(words) - TOGETHER + 1):
        bits = _hashed(" ".join(words[at : at + TOGETHER]))
        for place in range(BITS):
            counts[place] += 1 if bits >> place & 1 else -1
    number = sum(1 << place for place, count in enumerate(counts) if count > 0)
    return f"{number:016x}"


def are_alike(one: str, other: str) -> bool:
    """Say whether two texts are nearly the same, by their numbers."""
    return (int(one, 16) ^ int(other, 16)).bit_count() <= BITS_APART


def _hashed(words: str) -> int:
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest())
