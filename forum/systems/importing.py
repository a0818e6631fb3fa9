"""Reading lists of equipment: the CEC and SAM layouts, columns by their names.

The lists changed over the years: some name maker and model apart, some in one
column, with a line of units and a line of field names under the header.
"""

import csv
from collections.abc import Iterator, Mapping
from typing import TextIO

from forum.systems.actions import Made
from forum.systems.models import EQUIPMENT_NAME_MAX

MAKER = ("manufacturer", "manufacturer name", "maker")
MODEL = ("model", "model number", "model name")
NAME = ("name",)
MODULE_WATTS = ("stc", "nameplate pmax", "pmax", "p_mp")
INVERTER_WATTS = ("paco", "maximum continuous output power at unity power factor")
INVERTER_SIGNS = frozenset({"paco", "pdco", "pso", "vdcmax"})
KILOWATTS = frozenset({"maximum continuous output power at unity power factor"})
UNDER_HEADER = frozenset({"units", "[0]"})
NO_LIST = (
    "This is no list of modules or inverters: its first line names no column Name "
    "or Model."
)


class NoList(ValueError):
    """The file is no list of equipment; the message says why."""


def read_names(file: TextIO) -> Iterator[Made]:
    """Read the names of a list, each once."""
    rows = csv.reader(file)
    header = [_column(name) for name in next(rows, [])]
    if not set(header) & {*NAME, *MODEL}:
        raise NoList(NO_LIST)
    is_inverters = bool(set(header) & INVERTER_SIGNS) or any(
        name in header for name in INVERTER_WATTS
    )
    kind = "inverter" if is_inverters else "module"
    for row in rows:
        said = dict(zip(header, (cell.strip() for cell in row), strict=False))
        name = _made(kind, said)
        if name is not None:
            yield name


def _column(name: str) -> str:
    return " ".join(name.strip().lstrip("\ufeff").casefold().split())


def _made(kind: str, said: Mapping[str, str]) -> Made | None:
    maker, model = _first(said, MAKER), _first(said, MODEL)
    name = _first(said, NAME)
    if name.casefold() in UNDER_HEADER or model.casefold() in UNDER_HEADER:
        return None
    if not model:
        if maker and name.startswith(maker):
            model = name.removeprefix(maker).strip(" :")
        else:
            maker, model = _parted(name)
    if not model or max(len(maker), len(model)) > EQUIPMENT_NAME_MAX:
        return None
    return Made(kind, maker, model, _watts(kind, said))


def _parted(name: str) -> tuple[str, str]:
    """Part a name into maker and model: at a colon, or before the first figure."""
    maker, colon, model = name.partition(":")
    if colon:
        return maker.strip(), model.strip()
    words = name.split()
    for at, word in enumerate(words[1:], 1):
        if any(character.isdigit() for character in word):
            return " ".join(words[:at]), " ".join(words[at:])
    return " ".join(words[:-1]), words[-1] if words else ""


def _watts(kind: str, said: Mapping[str, str]) -> float | None:
    names = INVERTER_WATTS if kind == "inverter" else MODULE_WATTS
    for name in names:
        if (figure := _figure(said.get(name, ""))) is not None:
            return round(figure * (1000 if name in KILOWATTS else 1), 1)
    amperes, volts = (
        _figure(said.get("i_mp_ref", "")),
        _figure(said.get("v_mp_ref", "")),
    )
    return round(amperes * volts, 1) if amperes and volts else None


def _figure(text: str) -> float | None:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


def _first(said: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((said[name] for name in names if said.get(name)), "")
