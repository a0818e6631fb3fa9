"""The variables of the style sheet: documented, in step, and enough contrast."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOKENS = (ROOT / "static/css/tokens.css").read_text()
DOCUMENTED = (ROOT / "docs/look.md").read_text()
NAMES = r"(--[a-z0-9-]+):"
VALUES = r"--([a-z0-9-]+):(#[0-9a-f]{6}|#[0-9a-f]{3}|var\(--[a-z0-9-]+\))(?=[;}])"
SYSTEM_DARK = (
    "@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){"
)
CHOSEN_DARK = "@media screen{:root[data-theme=dark]{"
SYSTEM_MORE = "@media (prefers-contrast:more){:root:root:root{"
CHOSEN_MORE = ":root:root:root[data-contrast=more]{"
GROUPED = {f"--s{number}" for number in range(2, 7)}
"""Named in the documents by the first and the last."""
WORDS, EDGES, CLEAR_WORDS, CLEAR_EDGES = 4.5, 3.0, 7.0, 4.5
BRIGHT = 0.03928

ON_PAPER = [
    (words, ground)
    for words in ("text", "text-2", "link")
    for ground in ("bg", "surface")
]
ON_TONES = [
    ("text-2", "sunk"),
    ("text", "sunk"),
    ("link", "sunk"),
    ("visited", "surface"),
    ("action-text", "action"),
    ("action-text", "action-2"),
    ("on-night", "night"),
    ("on-night-2", "night"),
    ("text", "mark"),
    ("bg", "text"),
    ("sun-text", "sun-bg"),
    ("ok", "ok-bg"),
    ("ok", "surface"),
    ("bad", "bad-bg"),
    ("bad", "surface"),
    ("staff", "staff-bg"),
    ("staff", "surface"),
    *(
        (words, f"{tone}-bg")
        for tone in ("sun", "ok", "bad", "staff", "info")
        for words in ("text", "text-2", "link")
    ),
]
BORDERS = [
    ("edge", "surface"),
    ("edge", "bg"),
    ("link", "surface"),
    ("link", "bg"),
    ("link", "sun-bg"),
    ("link", "info-bg"),
    ("sun-edge", "surface"),
    ("bad", "surface"),
    ("ok", "surface"),
]
Colors = dict[str, str]


def block(opening: str) -> Colors:
    """Return the variables of the block that begins so."""
    found = TOKENS.partition(opening)[2].partition("}")[0] + "}"
    return dict(re.findall(VALUES, found))


LIGHT = block(":root{")
DARK = LIGHT | block(SYSTEM_DARK)
MORE = block(SYSTEM_MORE)
LOOKS = {
    "light": LIGHT,
    "dark": DARK,
    "light, more contrast": LIGHT | MORE,
    "dark, more contrast": DARK | MORE,
}


def luminance(colors: Colors, name: str) -> float:
    """Return how bright a color is (WCAG 2)."""
    value = colors[name]
    while value.startswith("var("):
        value = colors[value.removeprefix("var(--").removesuffix(")")]
    digits = (
        value[1:] if len(value) > len("#fff") else "".join(c * 2 for c in value[1:])
    )
    parts = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    linear = (
        part / 12.92 if part <= BRIGHT else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return sum(
        weight * part
        for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
    )


def contrast(colors: Colors, one: str, other: str) -> float:
    """Return how far two colors are apart (WCAG 2)."""
    low, high = sorted((luminance(colors, one), luminance(colors, other)))
    return (high + 0.05) / (low + 0.05)


def too_close(
    colors: Colors, pairs: list[tuple[str, str]], least: float
) -> dict[str, float]:
    return {
        f"{one} on {other}": round(found, 2)
        for one, other in pairs
        if (found := contrast(colors, one, other)) < least
    }


@pytest.mark.parametrize("look", LOOKS)
def test_words_and_borders_stand_out_in_every_look(look: str) -> None:
    colors = LOOKS[look]

    assert too_close(colors, ON_PAPER + ON_TONES, WORDS) == {}
    assert too_close(colors, BORDERS, EDGES) == {}


@pytest.mark.parametrize("look", [look for look in LOOKS if "more" in look])
def test_more_contrast_is_more(look: str) -> None:
    colors = LOOKS[look]

    assert too_close(colors, ON_PAPER, CLEAR_WORDS) == {}
    assert too_close(colors, BORDERS[:4], CLEAR_EDGES) == {}
    plain = LOOKS[look.partition(",")[0]]
    for one, other in ON_PAPER + BORDERS[:4]:
        assert contrast(colors, one, other) >= contrast(plain, one, other)


@pytest.mark.parametrize(
    ("by_device", "by_choice"),
    [(SYSTEM_DARK, CHOSEN_DARK), (SYSTEM_MORE, CHOSEN_MORE)],
)
def test_who_chooses_a_look_gets_the_one_of_the_device(
    by_device: str, by_choice: str
) -> None:
    assert block(by_device) == block(by_choice) != {}


def test_dark_has_a_value_for_each_color_but_those_that_stay() -> None:
    assert set(LIGHT) - set(block(SYSTEM_DARK)) == {"on-night"}


def test_every_variable_is_documented() -> None:
    documented = set(re.findall(r"`(--[a-z0-9-]+)`", DOCUMENTED)) | GROUPED

    assert set(re.findall(NAMES, TOKENS)) == documented


def test_colors_stand_in_the_tokens_alone() -> None:
    strays = [
        (path.name, line.strip()[:60])
        for path in (ROOT / "static/css").glob("*.css")
        if path.name not in {"tokens.css", "print.css"}
        for line in path.read_text().splitlines()
        if re.search(r":[^;{}]*#(?!000[0-9a-f]\b|fff)[0-9a-f]{3,8}\b", line)
    ]

    assert strays == []
