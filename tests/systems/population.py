"""A seeded population of members with cards in many states, and who looks at them."""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from forum.core.clock import utcnow
from forum.core.db import db
from forum.members.models import Member
from forum.solar.kinds import InverterType, Mounting, Shading, SystemType
from forum.solar.system import Array, Equipment, System
from forum.systems import actions, queries
from forum.systems.models import SystemCard
from forum.systems.rules import DEFAULTS, Item, Visibility
from forum.systems.rules.visibility import Choices
from tests.browser import Browser
from tests.systems.cards import source
from tests.world import World

STATES = ("NM", "MA", "CO", "TX", "OR")
ZIPS = ("871", "017", "803", "787", "972")
MAKERS = ("Zephyrine", "Ohmbrook", "Farbrook")
KINDS = (InverterType.STRING, InverterType.MICRO, InverterType.HYBRID)
FIGURE = re.compile(r"(?<![\w.,#-])\d{1,3}(?:,\d{3})*\.\d{1,2}(?![\w.])")


@dataclass
class Somebody:
    """A member as they are: what the attacker wants to know."""

    id: int
    handle: str
    card: int
    system: System
    choices: Choices

    def hides(self, item: Item) -> bool:
        """Say whether guests must not learn an item."""
        return self.choices[item] is not Visibility.PUBLIC


@dataclass
class Population:
    """Everybody, and what they did since it was last asked."""

    world: World
    dice: Random
    people: list[Somebody] = field(default_factory=list)
    stirred: set[int] = field(default_factory=set)
    """Who joined, changed or left since this was last emptied."""

    def join(self, count: int, at: datetime | None = None, **fixed: object) -> None:
        """Let members join with random cards."""
        at = at or utcnow() - timedelta(days=1)
        with self.world.writing():
            for _ in range(count):
                self._one(at, fixed)

    def leave(self, count: int, at: datetime) -> list[Somebody]:
        """Let some remove all they have; return who they were."""
        gone = self.dice.sample(self.people, count)
        with self.world.writing():
            for one in gone:
                actions.remove_all(one.id, at)
        self.people = [one for one in self.people if one not in gone]
        self.stirred |= {one.id for one in gone}
        return gone

    def edit(self, count: int, at: datetime) -> None:
        """Let some change what they have."""
        with self.world.writing():
            for one in self.dice.sample(self.people, count):
                one.system = random_system(self.dice)
                actions.change(one.id, one.card, one.system, one.choices, True, at)
                self.stirred.add(one.id)

    def _one(self, at: datetime, fixed: dict[str, object]) -> None:
        handle = f"p{len(self.stirred):03}x{self.dice.randrange(10**6):06}"
        member = Member(handle=handle, handle_key=handle, joined_at=at)
        db.session.add(member)
        db.session.flush()
        system = replace(random_system(self.dice), **fixed)  # type: ignore[arg-type]
        choices = random_choices(self.dice)
        made = actions.add(member.id, system, choices, True, at)
        actions.choose(
            member.id, self.dice.random() < 0.9, self.dice.random() < 0.6, at
        )
        self.people.append(Somebody(member.id, handle, made.id, system, choices))
        self.stirred.add(member.id)


def random_system(dice: Random) -> System:
    """Return a home of a size that nobody else has written the same way."""
    place = dice.randrange(len(STATES))
    dc_kw = round(dice.triangular(2.51, 18.8, 6.4) + 0.001, 2)
    year = dice.choice((2012, 2017, 2021, 2023))
    kind = dice.choice(KINDS)
    return System(
        dc_kw=dc_kw,
        system_type=SystemType.RESIDENTIAL,
        label=f"Roof {dice.randrange(10**8)}",
        state=STATES[place],
        zip3=ZIPS[place],
        ac_kw=round(dc_kw / dice.uniform(0.85, 1.5), 2),
        modules=Equipment(dice.choice(MAKERS), f"ZQ-{dice.randrange(10**5)}", 16),
        module_watts=round(dc_kw * 1000 / 16, 1),
        inverters=Equipment(dice.choice(MAKERS), "OB-6170", 1),
        inverter_type=kind,
        arrays=(Array(dice.choice((12.0, 24.0, 33.0)), dice.choice((101.0, 182.0))),),
        mounting=Mounting.ROOF,
        shading=Shading.NONE,
        year_installed=year,
        battery_kwh=dice.choice((None, None, 13.0)),
        annual_kwh=((2025, round(dc_kw * dice.uniform(900, 1500), 1)),),
    )


def random_choices(dice: Random) -> dict[Item, Visibility]:
    """Return the defaults, with some choices made at random."""
    choices = dict(DEFAULTS)
    for item in dice.sample(list(Item), dice.choice((0, 0, 0, 2, 5, 16))):
        wider = [Visibility.PUBLIC] if item is not Item.ZIP3 else []
        choices[item] = dice.choice([Visibility.MEMBERS, Visibility.HIDDEN, *wider])
    return choices


def read_all(guest: Browser, population: Population, thread: int) -> dict[str, str]:
    """Read whatever a guest can reach, as it was sent."""
    world = population.world
    paths = [f"/m/{one.handle}" for one in population.people]
    paths += [world.url(thread), f"/t/{thread}/feed.atom", "/feed.atom", "/latest"]
    paths += [f"/systems?state={state}" for state in STATES]
    paths += [f"/systems?inverter={kind}&type=residential" for kind in KINDS]
    paths += _pages(guest, "/systems")
    return {path: sent(guest, path) for path in paths} | published(guest)


def sent(guest: Browser, path: str) -> str:
    """Read a page, which must be there: an error page tells nothing."""
    page = guest.visit(path)
    assert page.status == 200, path
    return source(page)


def published(guest: Browser) -> dict[str, str]:
    """Read the statistics as everybody can: the page, and all its files."""
    page = guest.visit("/statistics")
    names = [str(one["id"]) for one in page.soup.select("section.card[id]")]
    files = {
        f"{name}.csv": guest.visit(f"/statistics/{name}.csv").html for name in names
    }
    return {"page": source(page), **files}


def _pages(guest: Browser, path: str) -> list[str]:
    """Return the addresses of all pages of a list."""
    found = [path]
    while guest.visit(f"{path}?page={len(found) + 1}").status == 200:
        found.append(f"{path}?page={len(found) + 1}")
    return found


def stored_names(world: World) -> set[str]:
    """Return every text that owners typed."""
    with world.reading():
        rows = db.session.scalars(select(SystemCard))
        return {text for row in rows for text in (row.label, row.module_model)}


def counted_now(world: World) -> dict[int, list[object]]:
    """Return what each member puts in now, by their key."""
    with world.reading():
        found: dict[int, list[object]] = {}
        for one in queries.contributions():
            assert isinstance(one.member, int)
            found.setdefault(one.member, []).append(one)
        return found
