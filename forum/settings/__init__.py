"""The settings of a forum: from the environment, typed, checked at the start."""

from forum.settings.names import BadSettings, env_name
from forum.settings.reading import load_settings
from forum.settings.site import ADDRESSEES, Settings

__all__ = ["ADDRESSEES", "BadSettings", "Settings", "env_name", "load_settings"]
