"""The form of a system card, and that of the choices about statistics."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from wtforms import BooleanField, Field, HiddenField
from wtforms.validators import InputRequired

from forum.core.forms import Form
from forum.solar import kinds
from forum.solar.bands import kw_band
from forum.solar.checking import LABEL_MAX, NAME_MAX, doubts, errors
from forum.solar.numbers import written
from forum.solar.places import STATES
from forum.solar.system import ARRAYS_MAX, YEARS_MAX, Array, Equipment, System
from forum.systems.fields import Figure, Whole, Year, chosen, short, words
from forum.systems.queries import OwnCard
from forum.systems.rules import Item, Visibility, allowed, defaults_for, read_choices
from forum.systems.rules.visibility import NAMES_A_PLACE
from forum.warnings.forms import CheckedForm

LABELS = {
    Item.LABEL: "Label",
    Item.STATE: "State",
    Item.ZIP3: "Three digits of the ZIP code",
    Item.SYSTEM_TYPE: "Kind of system",
    Item.SIZE_BAND: f"Size as a band, such as {kw_band(7)}",
    Item.DC_KW: "Exact DC size",
    Item.AC_KW: "AC size",
    Item.MODULE_MODEL: "Modules: maker, model, watts",
    Item.MODULE_COUNT: "Number of modules",
    Item.INVERTER_MODEL: "Inverter: maker and model",
    Item.INVERTER_COUNT: "Number of inverters",
    Item.INVERTER_TYPE: "Inverter type",
    Item.DIRECTION: "Tilt and direction in steps",
    Item.ANGLES: "Exact tilt and azimuth",
    Item.MOUNTING: "Mounting",
    Item.SHADING: "Shade",
    Item.YEAR_INSTALLED: "Year installed",
    Item.BATTERY: "Battery",
    Item.ANNUAL_KWH: "kWh of a year",
    Item.SPECIFIC_YIELD: "kWh per kW, rounded to 50",
    Item.TARIFF: "How exports are paid for",
    Item.MONITORING: "Monitoring",
    Item.SOLTREX: "Page at SolTrex",
}
SEEN_BY = {
    Visibility.PUBLIC: "Everyone",
    Visibility.MEMBERS: "Signed-in members",
    Visibility.HIDDEN: "Only you",
}
NO_SIZE = "Write the size in kW DC, such as 6.4"
A_PLACE = (
    "The name of a school or a community says where it is. Show the label to these "
    "people all the same?"
)


class SystemForm(CheckedForm):
    """What a member tells about a system, and to whom."""

    label = short("Label", LABEL_MAX)
    system_type = words("Kind of system", kinds.SYSTEM_TYPES, required=True)
    state = words("State or territory", STATES)
    zip3 = short("First three digits of the ZIP code", 3)
    dc_kw = Figure("DC size, kW", [InputRequired(NO_SIZE)])
    ac_kw = Figure("AC size, kW")
    module_maker = short("Maker of the modules", NAME_MAX)
    module_model = short("Model of the modules", NAME_MAX)
    module_count = Whole("Number of modules")
    module_watts = Figure("Watts of one module")
    inverter_type = words("Inverter type", kinds.INVERTER_TYPES)
    inverter_maker = short("Maker of the inverter", NAME_MAX)
    inverter_model = short("Model of the inverter", NAME_MAX)
    inverter_count = Whole("Number of inverters")
    mounting = words("Mounting", kinds.MOUNTINGS)
    shading = words("Shade", kinds.SHADINGS)
    year_installed = Year("Year installed")
    battery_kwh = Figure("Battery, kWh")
    battery_kind = words("Kind of battery", kinds.BATTERY_KINDS)
    tariff = words("How exports are paid for", kinds.TARIFFS)
    monitoring = short("Maker of the monitoring", LABEL_MAX)
    beside_posts = BooleanField("Show this card next to my posts")
    sure = HiddenField()

    TEXTS: Mapping[str, Item] = {
        "label": Item.LABEL,
        "module_maker": Item.MODULE_MODEL,
        "module_model": Item.MODULE_MODEL,
        "inverter_maker": Item.INVERTER_MODEL,
        "inverter_model": Item.INVERTER_MODEL,
        "monitoring": Item.MONITORING,
    }
    """The texts of a card, and the item that says who reads each."""
    limits: Mapping[str, int] = {
        **dict.fromkeys(TEXTS, NAME_MAX),
        "label": LABEL_MAX,
        "monitoring": LABEL_MAX,
    }

    def __init__(self, card: OwnCard | None, this_year: int, **given: Any) -> None:
        """Begin with a card as it is, or with an empty one."""
        super().__init__(**given)
        self.this_year = this_year
        self._asked: dict[str, str] = {}
        self._array_rows: list[int] = []
        self._year_rows: list[int] = []
        if not self.is_submitted():
            self._begin(card)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then the fields against each other."""
        if not super().validate(extra_validators):
            return False
        self._array_rows = [row for row in range(1, ARRAYS_MAX + 1) if self._has(row)]
        self._year_rows = [row for row in range(1, YEARS_MAX + 1) if self._holds(row)]
        if self._blame(dict(self._halves())):
            return False
        system = self.system()
        if self._blame(self._rows(errors(system, self.this_year))):
            return False
        self._asked = self._rows(doubts(system, self.this_year))
        label_seen = self.choices()[Item.LABEL]
        named = system.label and system.system_type in NAMES_A_PLACE
        if named and label_seen is not Visibility.HIDDEN:
            self._asked["see_label"] = A_PLACE
        return True

    @property
    def questions(self) -> dict[str, str]:
        """What is rare enough to be asked and was not answered yet, by field."""
        answered = set((self.sure.data or "").split())
        open_ones = [text for text in self._asked.values() if _mark(text) in answered]
        return {} if len(open_ones) == len(self._asked) else dict(self._asked)

    @property
    def marks(self) -> str:
        """What stands for the questions that were asked, once they are answered."""
        return " ".join(map(_mark, self._asked.values()))

    def choices(self) -> dict[Item, Visibility]:
        """Hand over who sees what."""
        said = {str(item): self[f"see_{item}"].data or "" for item in Item}
        return read_choices(said, kinds.SystemType(self.system_type.data))

    def system(self, texts: Mapping[str, str] | None = None) -> System:
        """Hand over the card, with texts as they were settled."""
        said = {name: self[name].data or "" for name in self.TEXTS} | dict(texts or {})
        return System(
            dc_kw=self.dc_kw.figure or 0,
            system_type=kinds.SystemType(self.system_type.data),
            label=said["label"],
            state=self.state.data or "",
            zip3=self.zip3.data or "",
            ac_kw=self.ac_kw.figure,
            modules=Equipment(
                said["module_maker"], said["module_model"], self.module_count.number
            ),
            module_watts=self.module_watts.figure,
            inverters=Equipment(
                said["inverter_maker"],
                said["inverter_model"],
                self.inverter_count.number,
            ),
            inverter_type=chosen(self.inverter_type, kinds.InverterType),
            arrays=tuple(map(self._array, self._array_rows)),
            mounting=chosen(self.mounting, kinds.Mounting),
            shading=chosen(self.shading, kinds.Shading),
            year_installed=self.year_installed.number,
            battery_kwh=self.battery_kwh.figure,
            battery_kind=chosen(self.battery_kind, kinds.BatteryKind),
            annual_kwh=tuple(
                (self[f"kwh_year_{row}"].number, self[f"kwh_{row}"].figure)
                for row in self._year_rows
            ),
            tariff=chosen(self.tariff, kinds.Tariff),
            monitoring=said["monitoring"],
        )

    def texts_of(self, system: System) -> dict[str, str]:
        """Return the texts of a stored card, by field."""
        typed = dict(_typed(system))
        return {name: typed[name] for name in self.TEXTS}

    def array_rows(self) -> list[tuple[Field, Field, Field]]:
        """Return the fields of each array, as many as are used and two more."""
        used = [row for row in range(1, ARRAYS_MAX + 1) if self._has(row)]
        last = min(ARRAYS_MAX, max(used, default=0) + 2)
        return [
            (self[f"tilt_{row}"], self[f"azimuth_{row}"], self[f"share_{row}"])
            for row in range(1, last + 1)
        ]

    def year_rows(self) -> list[tuple[Field, Field]]:
        """Return the fields of each year, as many as are used and one more."""
        used = [row for row in range(1, YEARS_MAX + 1) if self._holds(row)]
        last = min(YEARS_MAX, max(used, default=0) + 1)
        return [
            (self[f"kwh_year_{row}"], self[f"kwh_{row}"]) for row in range(1, last + 1)
        ]

    def see_rows(self) -> list[Field]:
        """Return the fields that say who sees what."""
        return [self[f"see_{item}"] for item in Item]

    def _has(self, row: int) -> bool:
        return bool(self[f"tilt_{row}"].data or self[f"azimuth_{row}"].data)

    def _holds(self, row: int) -> bool:
        return bool(self[f"kwh_year_{row}"].data or self[f"kwh_{row}"].data)

    def _array(self, row: int) -> Array:
        share = self[f"share_{row}"].figure
        if share is None and len(self._array_rows) == 1:
            share = 100.0
        tilt, azimuth = self[f"tilt_{row}"].figure, self[f"azimuth_{row}"].figure
        return Array(tilt, azimuth, share or 0)

    def _halves(self) -> Iterator[tuple[str, str]]:
        """Find rows of which only a part was filled in."""
        for row in self._array_rows:
            for name, said in (
                ("tilt", "Write the tilt too, 0 for flat"),
                ("azimuth", "Write the azimuth too, 180 for south"),
            ):
                if self[f"{name}_{row}"].figure is None:
                    yield f"{name}_{row}", said
            if self[f"share_{row}"].figure is None and len(self._array_rows) > 1:
                yield f"share_{row}", "Write which part of the modules stands here"
        for row in self._year_rows:
            if self[f"kwh_year_{row}"].figure is None:
                yield f"kwh_year_{row}", "Write which year it was"
            if self[f"kwh_{row}"].figure is None:
                yield f"kwh_{row}", "Write how many kWh it was"

    def _rows(self, said: Mapping[str, str]) -> dict[str, str]:
        """Name the fields as they stand in the form, where rows may be left out."""
        named = {}
        for name, text in said.items():
            start, _, number = name.rpartition("_")
            if number.isdigit():
                of_arrays = start in {"tilt", "azimuth", "share"}
                rows = self._array_rows if of_arrays else self._year_rows
                named[f"{start}_{rows[int(number) - 1]}"] = text
            else:
                named[name] = text
        return named

    def _blame(self, said: Mapping[str, str]) -> bool:
        for name, text in said.items():
            self[name].errors = [text]
        return bool(said)

    def _begin(self, card: OwnCard | None) -> None:
        choices = defaults_for(kinds.SystemType.RESIDENTIAL)
        self.beside_posts.data = True
        if card is not None:
            choices, self.beside_posts.data = card.choices, card.beside_posts
            for name, value in _typed(card.system):
                self[name].data = value
        for item in Item:
            self[f"see_{item}"].data = str(choices[item])


class StatisticsForm(Form):
    """Whether a member takes part in the community statistics."""

    takes_part = BooleanField("Count my systems in the community statistics")
    counts_yields = BooleanField("Count me for yields: kWh per kW, with nine others")


def _typed(system: System) -> Iterator[tuple[str, str]]:
    """Return what would have been typed for a card, by field."""
    for name in ("label", "state", "zip3", "monitoring"):
        yield name, getattr(system, name)
    for name in ("system_type", "inverter_type", "mounting", "shading", "tariff"):
        yield name, str(getattr(system, name) or "")
    yield "battery_kind", str(system.battery_kind or "")
    yield "year_installed", str(system.year_installed or "")
    for name in ("dc_kw", "ac_kw", "module_watts", "battery_kwh"):
        yield name, _figure(getattr(system, name))
    for name, made in (("module", system.modules), ("inverter", system.inverters)):
        yield f"{name}_maker", made.maker
        yield f"{name}_model", made.model
        yield f"{name}_count", _figure(made.count)
    for row, array in enumerate(system.arrays, 1):
        yield f"tilt_{row}", _figure(array.tilt)
        yield f"azimuth_{row}", _figure(array.azimuth)
        yield f"share_{row}", _figure(array.share)
    for row, (year, kwh) in enumerate(system.annual_kwh, 1):
        yield f"kwh_year_{row}", str(year)
        yield f"kwh_{row}", _figure(kwh)


def _figure(figure: float | None) -> str:
    return "" if figure is None else written(figure)


def _mark(question: str) -> str:
    return hashlib.sha256(question.encode()).hexdigest()[:12]


def _add_rows() -> None:
    """Give the form its rows: fields of their own, so that nothing is lost."""
    for row in range(1, ARRAYS_MAX + 1):
        setattr(SystemForm, f"tilt_{row}", Figure(f"Tilt of array {row}, degrees"))
        setattr(
            SystemForm, f"azimuth_{row}", Figure(f"Azimuth of array {row}, degrees")
        )
        setattr(SystemForm, f"share_{row}", Figure(f"Share of array {row}, %"))
    for row in range(1, YEARS_MAX + 1):
        setattr(SystemForm, f"kwh_year_{row}", Year(f"Year {row}"))
        setattr(SystemForm, f"kwh_{row}", Figure(f"kWh in year {row}"))
    for item in Item:
        who = {one: SEEN_BY[one] for one in allowed(item)}
        setattr(SystemForm, f"see_{item}", words(LABELS[item], who, required=True))


_add_rows()
