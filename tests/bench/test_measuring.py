"""The figures of the benchmark, on posts small enough to count by hand."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.bench.detectors import main
from tests.bench.posts import Post, Span, posts_in
from tests.bench.scoring import score

TEXT = "Call Lucille Thorsen at (413) 555-0142, zip 01040, or Mike."
MARKED = """=== one | normal | {"name": "Lucille Thorsen", "zip": "01040"}
Call \u27e6person_name*:Lucille Thorsen\u27e7 at \u27e6phone:(413) 555-0142\u27e7,
or \u27e6?:Mike\u27e7.

=== two | clean | -
Nothing to see.
"""


def at(words: str, kind: str) -> Span:
    """Return where words stand in the text."""
    start = TEXT.index(words)
    return Span(start, start + len(words), kind)


POST = Post(
    TEXT,
    (at("Lucille Thorsen", "person_name"), at("(413) 555-0142", "phone")),
    (at("Mike", "?"),),
    {},
)
CLEAN = Post("Nothing to see.", (), (), {})


def test_what_is_found_entirely_is_found_and_covered() -> None:
    total = score([POST, CLEAN], [POST.spans, []])

    figures = (total.recall, total.precision, total.f2, total.fully_covered)
    assert figures == (1, 1, 1, 1)
    assert (total.clean, total.clean_alarmed) == (1, 0)


def test_a_missed_detail_and_a_false_alarm_weigh_as_they_should() -> None:
    total = score([POST], [[at("Lucille", "person_name"), at("zip 01040", "zip_code")]])

    assert (total.recall, total.precision) == (0.5, 0.5)
    assert total.f2 == pytest.approx(0.5)
    assert total.fully_covered == 0
    assert total.recall_of("person_name") == 1
    assert total.recall_of("phone") == 0


def test_recall_weighs_four_times_as_much() -> None:
    total = score([POST], [[at("Lucille Thorsen", "person_name")]])

    assert (total.recall, total.precision) == (0.5, 1)
    assert total.f2 == pytest.approx(5 * 0.5 / (4 * 1 + 0.5))


@pytest.mark.parametrize(("kind", "found"), [("username", 1), ("phone", 0), ("ssn", 0)])
def test_another_kind_counts_if_its_reason_fits(kind: str, found: int) -> None:
    total = score([POST], [[at("Lucille Thorsen", kind)]])

    assert total.found["person_name"] == found
    assert (total.right, total.false) == (found, 0)
    assert total.covered == 1


def test_the_whole_post_is_no_answer() -> None:
    text = TEXT + " " * 10 + "and so on" * 10
    post = Post(text, (at("01040", "zip_code"),), (), {})

    total = score([post], [[Span(0, len(text), "zip_code")]])

    assert (total.recall, total.false, total.covered) == (0, 1, 0)


def test_blanks_at_the_ends_and_double_findings_do_not_count() -> None:
    name = at("Lucille Thorsen", "person_name")
    wide = Span(name.start - 1, name.end + 1, name.kind)

    total = score([POST], [[name, wide, name, Span(4, 5, "ssn")]])

    assert (total.right, total.false) == (1, 0)


def test_an_ignored_place_is_neither_right_nor_wrong() -> None:
    total = score([POST], [[at("Mike", "person_name")]])

    assert (total.right, total.false) == (0, 0)


def test_a_clean_post_with_any_finding_is_alarmed() -> None:
    total = score([CLEAN, CLEAN], [[Span(0, 7, "phone"), Span(8, 10, "ssn")], []])

    assert total.clean_alarmed == 0.5


def test_marked_text_reads_as_lines_of_json_do(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MARKED, "utf-8")
    first, second = posts_in([tmp_path / "a.txt"])
    said = {
        "text": first.text,
        "spans": [
            {"start": s.start, "end": s.end, "kind": s.kind} for s in first.spans
        ],
        "ignore": [{"start": s.start, "end": s.end} for s in first.ignored],
        "registered": first.registered,
    }
    (tmp_path / "b.jsonl").write_text(json.dumps(said) + "\n\n", "utf-8")

    assert first.text == "Call Lucille Thorsen at (413) 555-0142,\nor Mike."
    assert [first.text[s.start : s.end] for s in (*first.spans, *first.ignored)] == [
        "Lucille Thorsen",
        "(413) 555-0142",
        "Mike",
    ]
    assert [s.kind for s in first.spans] == ["person_name", "phone"]
    assert first.registered["zip"] == "01040"
    assert (second.text, second.spans, second.registered) == (
        "Nothing to see.",
        (),
        {},
    )
    assert posts_in([tmp_path]) == [first, second, first]


def test_our_detector_is_measured_in_a_process_of_its_own(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.txt"
    corpus.write_text(MARKED, "utf-8")

    done = CliRunner().invoke(main, [str(corpus), "--only", "ours", "--json"])

    figures = json.loads(done.stdout)["ours"]
    assert (figures["f2"], figures["clean_alarmed"]) == (1, 0)
    assert figures["kinds"]["phone"] == [1, 1.0]
    assert 0 < figures["p50_ms"] <= figures["p95_ms"]
    assert figures["load_s"] > 0
    assert figures["load_mib"] > 0


def test_what_is_not_installed_is_skipped_with_a_word_how_to(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.txt"
    corpus.write_text(MARKED, "utf-8")

    done = CliRunner().invoke(main, [str(corpus), "--only", "scrubadub"])

    assert done.exit_code == 0
    assert "Skipped: scrubadub. To install: python -m venv" in done.stderr
