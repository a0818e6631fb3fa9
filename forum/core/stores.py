"""Which store of files a forum has: a folder of its own, or a bucket."""

from pathlib import Path

from flask import Flask

from forum.core.bucket import BucketFiles, Place
from forum.core.files import Files, FolderFiles
from forum.core.keys import Keys
from forum.settings import Settings

PICTURES = "files"
COPIES = "copies"


def init_app(app: Flask, settings: Settings) -> None:
    """Let an application keep its pictures, and copies of members' data."""
    for what, folder in folders(settings).items():
        app.extensions[what] = _store(app, settings, what, folder)


def folders(settings: Settings) -> dict[str, Path]:
    """Return the folder for each of them, where that is no bucket."""
    return {PICTURES: settings.storage_folder, COPIES: settings.home / "copies"}


def _store(app: Flask, settings: Settings, what: str, folder: Path) -> Files:
    if settings.bucket is None:
        return FolderFiles(folder)
    bucket, prefix = settings.bucket
    place = Place(
        settings.bucket_endpoint,
        settings.s3_region,
        bucket,
        prefix,
        settings.s3_key_id,
        settings.s3_secret,
    )
    # Names and addresses stand in copies: they leave this machine sealed.
    keys: Keys | None = app.extensions["keys"] if what == COPIES else None
    return BucketFiles(place, "images" if what == PICTURES else what, keys)
