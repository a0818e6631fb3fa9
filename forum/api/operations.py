"""What can be asked: noted where a view is written, for the document and the guide."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from werkzeug.wrappers import Response

from forum.api.rules import LISTED, LISTED_MAX
from forum.api.shapes import Shape

View = TypeVar("View", bound=Callable[..., Response])


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that may stand behind the question mark of an address."""

    name: str
    about: str
    schema: dict[str, object]


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that programs can ask."""

    path: str
    name: str
    about: str
    answer: type[Shape]
    asked: tuple[Asked, ...] = ()
    may_be_gone: bool = False
    needs_token: bool = False

    @property
    def may_be_missing(self) -> bool:
        """Whether something is named that there may not be."""
        return "{" in self.path or any(one.name == "board" for one in self.asked)

    @property
    def may_lead_on(self) -> bool:
        """Whether a thread is named, which may have gone into another one."""
        return "{thread_id}" in self.path


LIMIT = Asked(
    "limit",
    "How many at most.",
    {"type": "integer", "minimum": 1, "maximum": LISTED_MAX, "default": LISTED},
)
CURSOR = Asked("after", "The cursor `next` of the part before.", {"type": "string"})
operations: list[Operation] = []


def operation(
    path: str,
    answer: type[Shape],
    *asked: Asked,
    may_be_gone: bool = False,
    needs_token: bool = False,
) -> Callable[[View], View]:
    """Note that a view answers there; its first line says what it does."""

    def note(view: View) -> View:
        about = (view.__doc__ or "").partition("\n")[0]
        operations.append(
            Operation(
                path, view.__name__, about, answer, asked, may_be_gone, needs_token
            )
        )
        return view

    return note
