"""The boards a new forum begins with."""

import tomllib
from pathlib import Path

from sqlalchemy import select

from forum.boards.models import Audience, Board, BoardGroup
from forum.core.db import db

BOARDS = Path(__file__).parent.parent / "boards.toml"


def ensure_boards() -> int:
    """Make the boards of a forum that has none; return how many were made."""
    if db.session.scalar(select(Board.id).limit(1)) is not None:
        return 0
    made = 0
    groups = tomllib.loads(BOARDS.read_text(encoding="utf-8"))["groups"]
    for position, group in enumerate(groups):
        heading = BoardGroup(name=group["name"], position=position)
        db.session.add(heading)
        db.session.flush()
        for place, said in enumerate(group["boards"]):
            write = Audience(said.pop("write", Audience.MEMBERS))
            board = Board(group_id=heading.id, position=place, write=write, **said)
            db.session.add(board)
            made += 1
    return made
