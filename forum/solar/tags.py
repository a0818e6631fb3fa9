"""The closed list of words under which threads can be found, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass

TAGS_MAX = 5
CHAIN_MAX = 20
TAGS = frozenset(
    "module inverter microinverter optimizer string-sizing mppt clipping "
    "dc-ac-ratio racking roof ground-mount tracker tilt-azimuth shading wiring "
    "rapid-shutdown grounding electrical-code permit inspection quote sizing lease-ppa "
    "loan contract warranty interconnection net-metering net-billing time-of-use "
    "srec tax-credit rebate community-solar battery backup ev-charging heat-pump "
    "monitoring data-export specific-yield performance-ratio degradation soiling "
    "snow hail-storm fault maintenance recycling school co-op privacy site-feedback "
    "safety".split()
)
ALIASES = {
    "panel": "module",
    "panels": "module",
    "modules": "module",
    "solar panel": "module",
    "solar panels": "module",
    "inverters": "inverter",
    "micros": "microinverter",
    "microinverters": "microinverter",
    "optimizers": "optimizer",
    "ppa": "lease-ppa",
    "lease": "lease-ppa",
    "tou": "time-of-use",
    "nem": "net-metering",
    "net metering": "net-metering",
    "pr": "performance-ratio",
    "pto": "interconnection",
    "ev": "ev-charging",
    "batteries": "battery",
    "micro": "microinverter",
    "optimiser": "optimizer",
    "optimisers": "optimizer",
    "ppas": "lease-ppa",
    "time of use": "time-of-use",
    "quotes": "quote",
    "faults": "fault",
    "permits": "permit",
    "inspections": "inspection",
    "srecs": "srec",
    "heat pumps": "heat-pump",
    "schools": "school",
    "coops": "co-op",
    "co-ops": "co-op",
    "shade": "shading",
    "coop": "co-op",
}


@dataclass(frozen=True, slots=True)
class TagList:
    """The tags that can be chosen, and what leads to each of them."""

    tags: frozenset[str]
    aliases: Mapping[str, str]

    def changed(self, changes: Mapping[str, str | None]) -> "TagList":
        """Return the list with words that were added, and that lead to others now."""
        tags, aliases = set(self.tags), dict(self.aliases)
        for name, leads_to in changes.items():
            if leads_to is None:
                tags.add(name)
                aliases.pop(name, None)
            else:
                tags.discard(name)
                aliases[name] = leads_to
        return TagList(frozenset(tags), aliases)

    def meant(self, word: str) -> str:
        """Return the tag that a word stands for; nothing if it is none."""
        found = word
        for _ in range(CHAIN_MAX):
            if found not in self.aliases:
                break
            found = self.aliases[found]
        return found if found in self.tags else ""

    def leading_to(self, tag: str) -> list[str]:
        """Return the words that stand for a tag, beside its own."""
        return sorted(one for one in self.aliases if self.meant(one) == tag)


BUILT_IN = TagList(TAGS, ALIASES)


def read_tags(text: str, known: TagList = BUILT_IN) -> tuple[list[str], list[str]]:
    """Split what somebody typed into tags of the list and words that are none."""
    words = [" ".join(word.casefold().split()) for word in text.split(",")]
    tags: list[str] = []
    unknown: list[str] = []
    for word in filter(None, words):
        tag = known.meant(word) or known.meant(word.replace(" ", "-"))
        if not tag:
            unknown.append(word)
        elif tag not in tags:
            tags.append(tag)
    return tags, unknown
