"""How fast home, a board, a thread and the search are on a telephone, by Lighthouse.

    python -m tests.bench.lighthouse

A forum of its own, run as the README runs one; each page is opened a few times and the
one in the middle counts. Fails if a page is slower than the forum wants to be.
"""

import logging
import sys
import tempfile
from pathlib import Path

from tests.checkers.busy import Busy, served
from tests.checkers.lighthouse import OTHERS, SPEED, Report, report

TIMES = 3
FAST, WHOLE = 99, 100


def measured(busy: Busy, page: str) -> Report:
    """Open a page some times; return the report in the middle."""
    reports = [report(busy.address(page)) for _ in range(TIMES)]
    return sorted(reports, key=lambda one: one.scores[SPEED])[TIMES // 2]


def is_enough(found: Report) -> bool:
    """Say whether a page is as fast and as whole as it is to be."""
    others = all(found.scores[name] == WHOLE for name in OTHERS)
    return others and found.scores[SPEED] >= FAST


def main() -> None:
    """Print the scores of each page and what lies behind them."""
    logging.disable(logging.WARNING)
    wrong = []
    with tempfile.TemporaryDirectory() as home, served(Path(home)) as busy:
        for page in busy.pages:
            found = measured(busy, page)
            scores = "  ".join(f"{name} {n}" for name, n in found.scores.items())
            behind = ", ".join(f"{name} {said}" for name, said in found.times.items())
            sys.stdout.write(f"{page:8} {scores}\n         {behind}\n")
            if not is_enough(found):
                wrong += [f"{page}: {one}" for one in found.below]
    sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
