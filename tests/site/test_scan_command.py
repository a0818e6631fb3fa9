"""The detector from the shell: a line of JSON for a line of JSON."""

import json

import pytest
from click.testing import CliRunner, Result

from forum.site.cli.scanning import scan

CALL = "☀️ call (802) 555-0142 today"


def scanned(*lines: str) -> Result:
    """Send lines to the command."""
    return CliRunner().invoke(scan, input="".join(f"{line}\n" for line in lines))


def test_each_line_gets_its_spans_in_code_points() -> None:
    done = scanned(json.dumps({"text": CALL}), json.dumps({"text": "Nothing."}))

    assert done.exit_code == 0
    first, second = (json.loads(line) for line in done.output.splitlines())
    (span,) = first["spans"]
    assert span["kind"] == "phone"
    assert CALL[span["start"] : span["end"]] == "(802) 555-0142"
    assert second == {"spans": []}


def test_what_is_registered_is_looked_for() -> None:
    known = {"name": "Rosalind Testperson", "street": None, "zip": 5401}
    text = "Ask Rosalind Testperson about it."

    done = scanned(json.dumps({"text": text, "registered": known}))

    (span,) = json.loads(done.output)["spans"]
    assert text[span["start"] : span["end"]] == "Rosalind Testperson"


def test_empty_lines_get_no_answer() -> None:
    done = scanned("", json.dumps({"text": ""}), "  ")

    assert done.output == '{"spans": []}\n'


@pytest.mark.parametrize(
    "line",
    [
        "call me",
        "[]",
        "null",
        "{}",
        '{"text": 7}',
        '{"text": null}',
        '"text"',
        '{"text": "a", "registered": [1]}',
    ],
)
def test_a_line_of_another_shape_ends_it_with_a_sentence(line: str) -> None:
    done = scanned(json.dumps({"text": "a"}), line, json.dumps({"text": "b"}))

    assert done.exit_code == 1
    assert done.stdout == '{"spans": []}\n'
    assert done.stderr == (
        'Error: Line 2 is not like {"text": "..."}. Write one JSON object a line.\n'
    )


@pytest.mark.parametrize("text", ["\x00", "\ud800", "a" * 100_000, "\u202e0245\u200b"])
def test_odd_texts_are_scanned_too(text: str) -> None:
    done = scanned(json.dumps({"text": text}))

    assert done.exit_code == 0
    assert "spans" in json.loads(done.output)
