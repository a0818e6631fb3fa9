"""What is asked of packages with tables of their own, when the forum moves."""

from pathlib import Path

from forum.core.hooks import Hook

moving_lists: Hook[Path] = Hook("moving_lists")
"""Lists like `moving.toml` of extensions: which of their tables come along."""
