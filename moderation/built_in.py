"""The rules a new forum begins with, and the reasons to start from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A rule, explained, with a template of reasons for who broke it."""

    code: str
    title: str
    body: str
    template: str


BUILT_IN = (
    BuiltIn(
        "R1",
        "No unsolicited advertising",
        "Answer questions, do not sell. If you work for a business that a thread is "
        "about, say so in your profile; it is shown with your posts.",
        "Your post advertises something nobody here asked for, or does not say that "
        "you have a business interest in it.",
    ),
    BuiltIn(
        "R2",
        "Criticize the argument, not the person",
        "Numbers, clauses and experience are welcome, strong opinions too. Calling "
        "others names is not.",
        "Your post attacks a person instead of what they said.",
    ),
    BuiltIn(
        "R3",
        "No personal details or device identifiers",
        "Do not post anybody's telephone number, address, account number or serial "
        "number, your own included. Others did not agree to be found here.",
        "Your post shows details that can be used to find a person or to claim a "
        "device.",
    ),
    BuiltIn(
        "R4",
        "Stay with solar",
        "Whatever has to do with solar power, storage, charging from the roof or this "
        "site belongs here.",
        "Your post has nothing to do with solar power.",
    ),
    BuiltIn(
        "R5",
        "No unsafe advice",
        "Do not tell others to open live connectors, to defeat a safety device or to "
        "go on a roof unsecured.",
        "Somebody who follows your post could be hurt.",
    ),
    BuiltIn(
        "R6",
        "Keep to the law",
        "What is against the law has no place here; that includes accounts of "
        "children under 13.",
        "Your post is against the law or helps to break it.",
    ),
)
