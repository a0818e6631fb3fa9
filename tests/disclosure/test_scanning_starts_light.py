"""The detector starts at once and holds little, in the shell as in a web server."""

import json
import resource
import subprocess
import sys

from tests.structure.sources import ROOT

SECONDS = 0.5
MEBIBYTES = 40
TRIES = 3
HELD = "print(*(line for line in open('/proc/self/status') if 'VmHWM' in line))"
SCANNING = "import forum.disclosure; forum.disclosure.scan('call (413) 555-0142');"
LINE = json.dumps({"text": "call (413) 555-0142"}) + "\n"


def ran(*arguments: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
    """Run Python with some arguments."""
    return subprocess.run(  # noqa: S603 - our own words
        [sys.executable, *arguments],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )


def seconds(*arguments: str, stdin: str = "") -> float:
    """Return the least computing time of some runs, whatever else the machine does."""
    times = []
    for _ in range(TRIES):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        ran(*arguments, stdin=stdin)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(
            after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        )
    return min(times)


def test_the_command_scans_without_the_application() -> None:
    done = ran("-X", "importtime", "-m", "forum.site.cli.starting", "scan", stdin=LINE)

    assert json.loads(done.stdout)["spans"][0]["kind"] == "phone"
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.split("\n")}
    assert "forum.disclosure.scanning" in imported
    assert not imported & {"flask", "sqlalchemy", "pydantic", "moderation"}


def test_the_command_starts_at_once() -> None:
    assert seconds("-m", "forum.site.cli.starting", "scan", stdin=LINE) < SECONDS


def test_the_detector_is_imported_at_once_and_holds_little() -> None:
    bare, with_it = (
        int(ran("-c", code + HELD).stdout.split()[1]) for code in ("", SCANNING)
    )

    assert seconds("-c", SCANNING) < SECONDS
    assert with_it - bare < MEBIBYTES * 1024


def test_what_the_command_does_not_know_it_says_in_a_sentence() -> None:
    done = ran("-m", "forum.site.cli.starting", "scan", "--nothing-such")

    assert done.returncode == 2
    assert "No such option" in done.stderr
    assert "Usage: soltrex-forum scan" in done.stderr


def test_all_commands_are_listed_and_explained() -> None:
    done = ran("-m", "forum.site.cli.starting", "--help")

    names = "audit db demo doctor member scan serve shell sweep work"
    for name in names.split():
        assert f"\n  {name} " in done.stdout
