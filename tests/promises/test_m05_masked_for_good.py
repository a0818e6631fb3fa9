"""M5: nothing is left of words that a moderator masked, nowhere."""

from pathlib import Path

from tests.browser import Browser
from tests.moderation.cases import files_with, left
from tests.moderation.test_redaction_proof import NAME, planted
from tests.moderation.test_redaction_proof import masked as masked_by
from tests.world import World


def test_masked_words_stand_in_no_table_and_no_file(
    mo: Browser, ken: Browser, world: World, home: Path
) -> None:
    case = planted(ken, world)
    assert left(world, NAME)

    masked_by(mo, case)
    world.run_jobs()

    assert left(world, NAME) == {}
    assert files_with(home, NAME) == []
