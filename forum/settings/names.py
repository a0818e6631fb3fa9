"""What settings are called outside, and how a wrong one is refused."""

PREFIX = "FORUM_"


class BadSettings(Exception):
    """The settings do not hold; the message says which and what to do."""


def env_name(field: str) -> str:
    """Return the environment's name of a setting."""
    return PREFIX + field.upper()
