"""Our detector beside Presidio and scrubadub: quality, speed, memory, in one run.

    python -m tests.bench.detectors [FILES OR FOLDERS] [--others PYTHON]

Without files it reads tests/disclosure/corpus. The others are no dependency of the
forum; what is not installed is skipped.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from tests.bench.posts import CORPUS, Post, Span, posts_in
from tests.bench.running import DETECTORS
from tests.bench.scoring import Score, score

ROOT = Path(__file__).parents[2]
INSTALL = (
    "python -m venv DIR && DIR/bin/pip install presidio-analyzer scrubadub, "
    "then add --others DIR/bin/python"
)
HEAD = (
    f"| {'detector':30} |    F2 | precision | recall | covered | clean alarmed "
    "| CPU p50 ms | p95 ms | load s |   MiB |\n|---|" + "---:|" * 9
)


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--others", default=sys.executable, help="A Python that has the others.")
@click.option("--only", multiple=True, type=click.Choice(list(DETECTORS)))
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def main(
    files: tuple[Path, ...], others: str, only: tuple[str, ...], as_json: bool
) -> None:
    """Measure each detector on posts with marked details."""
    posts = posts_in(files or (CORPUS,))
    if not posts:
        raise click.ClickException("There are no posts. Name files to read them from.")
    figures, missing = {}, []
    for name in only or DETECTORS:
        answer = _answer(name, sys.executable if name == "ours" else others, posts)
        if answer:
            figures[name] = _figures(posts, answer)
        else:
            missing.append(name)
    if missing:
        click.echo(f"Skipped: {'; '.join(missing)}. To install: {INSTALL}", err=True)
    if as_json:
        click.echo(json.dumps(figures, indent=1))
    else:
        click.echo("\n".join(_table(figures, len(posts))))


def _answer(name: str, python: str, posts: list[Post]) -> dict[str, Any] | None:
    """Run a detector in a process of its own; None if it is not installed."""
    asked = [{"text": post.text, "registered": post.registered} for post in posts]
    done = subprocess.run(  # noqa: S603 - our own words
        [python, "-m", "tests.bench.running", name],
        cwd=ROOT,
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
    )
    if "ModuleNotFoundError" in done.stderr and done.returncode:
        return None
    if done.returncode:
        raise click.ClickException(f"{name} failed:\n{done.stderr[-1000:]}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _figures(posts: list[Post], answer: dict[str, Any]) -> dict[str, Any]:
    total = score(posts, ([Span(*one) for one in found] for found in answer["found"]))
    return {
        "version": answer["version"],
        "f2": total.f2,
        "precision": total.precision,
        "recall": total.recall,
        "fully_covered": total.fully_covered,
        "clean_alarmed": total.clean_alarmed,
        "p50_ms": _part(answer["cpu_ms"], 0.5),
        "p95_ms": _part(answer["cpu_ms"], 0.95),
        "load_s": answer["load_s"],
        "load_mib": answer["load_mib"],
        "after_mib": answer["after_mib"],
        "kinds": _kinds(total),
    }


def _kinds(total: Score) -> dict[str, tuple[int, float]]:
    kinds = sorted(total.marked)
    return {kind: (total.marked[kind], total.recall_of(kind)) for kind in kinds}


def _table(figures: dict[str, dict[str, Any]], posts: int) -> Iterable[str]:
    yield f"{posts} posts; computing time; memory after the run\n\n{HEAD}"
    for name, one in figures.items():
        said = name if name == "ours" else f"{name} {one['version']}"
        yield (
            f"| {said:30} | {one['f2']:5.3f} | {one['precision']:9.3f} "
            f"| {one['recall']:6.3f} | {one['fully_covered']:7.3f} "
            f"| {one['clean_alarmed']:13.1%} | {one['p50_ms']:10.2f} "
            f"| {one['p95_ms']:6.2f} | {one['load_s']:6.2f} | {one['after_mib']:5.0f} |"
        )
    if "ours" in figures:
        yield "\nRecall of ours by kind:"
        for kind, (marked, recall) in figures["ours"]["kinds"].items():
            yield f"  {kind:17}{marked:5} marked{recall:8.3f}"


def _part(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


if __name__ == "__main__":
    main()
