"""The form of a system card: what a member tells about a system, and to whom."""

import hashlib
from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, Field, HiddenField
from wtforms.validators import InputRequired

from forum.solar import kinds
from forum.solar.checking import LABEL_MAX, NAME_MAX, doubts, errors
from forum.solar.places import STATES
from forum.solar.system import Equipment, System
from forum.systems.fields import Figure, Whole, Year, chosen, short, words
from forum.systems.forms.rows import RowsForm, add_rows
from forum.systems.forms.typed import typed
from forum.systems.forms.wording import A_PLACE, LABELS, NO_SIZE, SEEN_BY
from forum.systems.queries import OwnCard
from forum.systems.rules import Item, Visibility, allowed, defaults_for, read_choices
from forum.systems.rules.visibility import NAMES_A_PLACE


class SystemForm(RowsForm):
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
        if not self.is_submitted():
            self._begin(card)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then the fields against each other."""
        if not super().validate(extra_validators):
            return False
        if self._blame(dict(self.halves())):
            return False
        system = self.system()
        if self._blame(self.in_form(errors(system, self.this_year))):
            return False
        self._asked = self.in_form(doubts(system, self.this_year))
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
            arrays=self.arrays(),
            mounting=chosen(self.mounting, kinds.Mounting),
            shading=chosen(self.shading, kinds.Shading),
            year_installed=self.year_installed.number,
            battery_kwh=self.battery_kwh.figure,
            battery_kind=chosen(self.battery_kind, kinds.BatteryKind),
            annual_kwh=self.years(),
            tariff=chosen(self.tariff, kinds.Tariff),
            monitoring=said["monitoring"],
        )

    def texts_of(self, system: System) -> dict[str, str]:
        """Return the texts of a stored card, by field."""
        fields = dict(typed(system))
        return {name: fields[name] for name in self.TEXTS}

    def see_rows(self) -> list[Field]:
        """Return the fields that say who sees what."""
        return [self[f"see_{item}"] for item in Item]

    def _blame(self, said: Mapping[str, str]) -> bool:
        for name, text in said.items():
            self[name].errors = [text]
        return bool(said)

    def _begin(self, card: OwnCard | None) -> None:
        choices = defaults_for(kinds.SystemType.RESIDENTIAL)
        self.beside_posts.data = True
        if card is not None:
            choices, self.beside_posts.data = card.choices, card.beside_posts
            for name, value in typed(card.system):
                self[name].data = value
        for item in Item:
            self[f"see_{item}"].data = str(choices[item])


def _mark(question: str) -> str:
    return hashlib.sha256(question.encode()).hexdigest()[:12]


def _add_choices() -> None:
    """Give the form one choice for each item."""
    for item in Item:
        who = {one: SEEN_BY[one] for one in allowed(item)}
        setattr(SystemForm, f"see_{item}", words(LABELS[item], who, required=True))


add_rows(SystemForm)
_add_choices()
