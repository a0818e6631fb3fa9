"""How texts are formatted: the page that every form for writing leads to."""

from flask import render_template

from forum.boards.rendering import rendered
from forum.boards.views.blueprint import bp

EXAMPLES = (
    ("Bold", "Our **north roof** stays dark."),
    ("Italic", "It said *no grid* all morning."),
    ("Link", "See [the tilt tables](https://example.org/tilt)."),
    ("List", "- Modules\n- Inverter\n- Wiring"),
    ("Numbered list", "1. Switch off\n2. Wait\n3. Switch on"),
    ("Quotation", "> It dropped in October.\n\nOurs too."),
    ("Code in a line", "The display shows `E031`."),
    ("Data or code", "```\n2026-10-01 412 kWh\n2026-11-01 268 kWh\n```"),
    ("Table", "| Month | kWh |\n| --- | ---: |\n| October | 412 |"),
)


@bp.get("/formatting")
def formatting() -> str:
    """Show what to type and what becomes of it."""
    examples = [(name, typed, rendered(typed).html) for name, typed in EXAMPLES]
    return render_template("boards/formatting.html", examples=examples)
