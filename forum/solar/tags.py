"""The closed list of words under which threads can be found."""

TAGS_MAX = 5
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
    "shade": "shading",
    "coop": "co-op",
}


def read_tags(text: str) -> tuple[list[str], list[str]]:
    """Split what somebody typed into tags of the list and words that are none."""
    words = [" ".join(word.casefold().split()) for word in text.split(",")]
    known: list[str] = []
    unknown: list[str] = []
    for word in filter(None, words):
        tag = ALIASES.get(word, word.replace(" ", "-"))
        if tag not in TAGS:
            unknown.append(word)
        elif tag not in known:
            known.append(tag)
    return known, unknown
