"""What may be changed about a forum while it runs: what it is, and what it may be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation


@dataclass(frozen=True, slots=True)
class Option:
    """Something that administrators change on a page: a number, or a word of a list."""

    name: str
    label: str
    help: str
    default: str
    low: int = 0
    high: int = 0
    unit: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    """What there is to choose from, with what each means; none for a number."""
    is_whole: bool = True
    setting: str = ""
    """The setting of the environment that goes before it, if there is one."""

    def trouble(self, said: str) -> str:
        """Return why something cannot be chosen, as a sentence; nothing if it can."""
        if self.choices:
            return "" if said in self.choices else "Choose one of these"
        number = _number(said)
        if number is None:
            return f"Write a number from {self.low:,} to {self.high:,}"
        if self.is_whole and number != number.to_integral_value():
            return "Write a whole number"
        if not self.low <= number <= self.high:
            return f"Write a number from {self.low:,} to {self.high:,}"
        return ""

    def plain(self, said: str) -> str:
        """Return the one spelling of what was chosen."""
        number = None if self.choices else _number(said)
        return said if number is None else f"{number.normalize():f}"

    def shown(self, said: str) -> str:
        """Return a value as pages say it."""
        return self.choices.get(said, f"{said} {self.unit}".strip())


def _number(said: str) -> Decimal | None:
    try:
        number = Decimal(said.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < 10**9 else None
