"""Keys of rows as people and programs send them: anything may stand there."""

from forum.core.db import KEY_MAX

DIGITS_MAX = len(str(KEY_MAX))


def key_in(said: str) -> int:
    """Return the key that a text names in plain digits; 0 if it names none."""
    is_number = said.isascii() and said.isdigit() and len(said) <= DIGITS_MAX
    return int(said) if is_number and int(said) <= KEY_MAX else 0
