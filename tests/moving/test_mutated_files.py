"""Files of another forum, changed at random: each line comes, or is named."""

from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.core.answers import Refused
from tests.hostile.mutating import MUTATIONS, Mutation
from tests.moving.foreign import files
from tests.promises.moving import run
from tests.world import World

NAMES = ("members", "boards", "threads", "posts")
calm = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@calm
@given(st.lists(st.tuples(st.sampled_from(NAMES), MUTATIONS), min_size=1, max_size=3))
def test_whatever_was_changed_is_taken_or_named(
    world: World, changes: list[tuple[str, Mutation]]
) -> None:
    with TemporaryDirectory() as given:
        folder = files(Path(given) / "old")
        for name, mutate in changes:
            file = folder / f"{name}.jsonl"
            try:
                file.write_bytes(mutate(file.read_bytes()))
            except (ValueError, RecursionError):
                continue  # was no JSON any more: once is enough

        for more in (["--dry-run"], ["--strict"], []):
            done = run(
                world.app, "import-foreign", folder, "--source", uuid4().hex, *more
            )
            refusal = done.exception
            assert refusal is None or isinstance(refusal, Refused | SystemExit)
            assert "Traceback" not in done.output
