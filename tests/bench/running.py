"""Runs one detector over posts, in a process of its own: its times, its memory.

    python -m tests.bench.running NAME < posts

Posts come as JSON, {"text", "registered"} each, and one object goes out. It needs no
more than the detector itself, so it runs in any environment that has one.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

Found = Iterable[tuple[int, int, str]]
Detector = Callable[[str, dict[str, Any]], Found]

KNOWN = ("name", "email", "phone", "street", "city", "zip")
CHOSEN = (
    "EMAIL_ADDRESS PHONE_NUMBER US_SSN US_ITIN US_PASSPORT US_DRIVER_LICENSE "
    "CREDIT_CARD IBAN_CODE US_BANK_NUMBER ABA_ROUTING_NUMBER IP_ADDRESS MAC_ADDRESS"
).split()
CERTAIN = 0.4
OUR_NAMES = {
    "EMAIL_ADDRESS": "email",
    "PHONE_NUMBER": "phone",
    "US_SSN": "ssn",
    "US_ITIN": "gov_id",
    "US_PASSPORT": "gov_id",
    "US_DRIVER_LICENSE": "gov_id",
    "CREDIT_CARD": "credit_card",
    "IBAN_CODE": "bank_account",
    "US_BANK_NUMBER": "bank_account",
    "ABA_ROUTING_NUMBER": "bank_account",
    "IP_ADDRESS": "ip_address",
    "MAC_ADDRESS": "mac_address",
    "LOCATION": "street_address",
    "PERSON": "person_name",
    "address": "street_address",
    "name": "person_name",
    "credential": "secret",
    "social_security_number": "ssn",
    "postalcode": "zip_code",
    "drivers_licence": "gov_id",
    "date_of_birth": "dob",
    "twitter": "username",
    "skype": "username",
}


def ours() -> Detector:
    """Make ready our own detector."""
    disclosure = import_module("forum.disclosure")

    def detect(text: str, registered: dict[str, Any]) -> Found:
        told = {"handle": registered.get("username")} | registered
        names = {name: str(told[name]) for name in (*KNOWN, "handle") if told.get(name)}
        found = disclosure.scan(text, disclosure.Registered(**names))
        return [(one.start, one.end, str(one.kind)) for one in found]

    return detect


def presidio(entities: list[str] | None = None, certain: float = 0.0) -> Detector:
    """Make ready Presidio, its patterns only: no model of a language is loaded."""
    _stay_offline()
    analyzer = import_module("presidio_analyzer")
    nlp = import_module("presidio_analyzer.nlp_engine").SpacyNlpEngine()
    nlp.nlp = {"en": import_module("spacy").blank("en")}
    registry = analyzer.RecognizerRegistry()
    registry.load_predefined_recognizers(nlp_engine=nlp)
    engine = analyzer.AnalyzerEngine(registry=registry, nlp_engine=nlp)

    def detect(text: str, _: dict[str, Any]) -> Found:
        found = engine.analyze(
            text, language="en", entities=entities, score_threshold=certain
        )
        return [(one.start, one.end, one.entity_type) for one in found]

    return detect


def presidio_chosen() -> Detector:
    """Make ready Presidio for the kinds that both know, where it is rather certain."""
    return presidio(CHOSEN, CERTAIN)


def scrubadub() -> Detector:
    """Make ready scrubadub as it comes."""
    list_filth = import_module("scrubadub").list_filth

    def detect(text: str, _: dict[str, Any]) -> Found:
        return [(one.beg, one.end, one.type) for one in list_filth(text)]

    return detect


DETECTORS: dict[str, tuple[str, Callable[[], Detector]]] = {
    "ours": ("soltrex-forum", ours),
    "presidio, all patterns": ("presidio-analyzer", presidio),
    "presidio, chosen": ("presidio-analyzer", presidio_chosen),
    "scrubadub": ("scrubadub", scrubadub),
}
"""Each detector: the package that has it, and what makes it ready."""


def main() -> None:
    """Run the detector that is named over the posts on standard input."""
    package, make = DETECTORS[sys.argv[1]]
    posts = json.load(sys.stdin)
    before, started = _memory(), time.process_time()
    detect = make()
    detect("Nothing to see here.", {})
    answer = {
        "version": version(package),
        "load_s": time.process_time() - started,
        "load_mib": _memory() - before,
        **_run(detect, posts),
        "after_mib": _memory() - before,
    }
    json.dump(answer, sys.stdout)


def _run(detect: Detector, posts: list[dict[str, Any]]) -> dict[str, Any]:
    times, found = [], []
    for post in posts:
        started = time.thread_time()
        spans = detect(post["text"], post["registered"])
        times.append(1000 * (time.thread_time() - started))
        found.append([(a, b, OUR_NAMES.get(kind, kind)) for a, b, kind in spans])
    return {"cpu_ms": times, "found": found}


def _memory() -> float:
    """Return how much memory this process holds, in MiB."""
    said = Path("/proc/self/status").read_text()
    return int(said.partition("VmRSS:")[2].split()[0]) / 1024


def _stay_offline() -> None:
    """Keep a library from asking the net for the list of domain endings."""
    tld = import_module("tldextract")
    tld.tldextract.TLD_EXTRACTOR = tld.TLDExtract(suffix_list_urls=())


if __name__ == "__main__":
    main()
