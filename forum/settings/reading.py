"""Reading the settings, with a sentence for each that is wrong."""

import difflib
import os
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from forum.settings.names import PREFIX, BadSettings, env_name
from forum.settings.site import Settings


def load_settings(**given: Any) -> Settings:
    """Read the settings; raise `BadSettings` with sentences if any is wrong."""
    _refuse_unknown()
    try:
        return Settings(**(_from_files() | given))
    except ValidationError as error:
        raise BadSettings(" ".join(_sentence(e) for e in error.errors())) from None


def _refuse_unknown() -> None:
    """Catch a misspelt name, which would otherwise be silently without effect."""
    known = {env_name(field) for field in Settings.model_fields}
    for name in os.environ:
        plain = name.removesuffix("_FILE")
        if name.startswith(PREFIX) and plain not in known:
            near = difflib.get_close_matches(plain, known, 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise BadSettings(f"{name} is not a setting.{hint}")


def _from_files() -> dict[str, str]:
    found = {}
    for field in Settings.model_fields:
        path = os.environ.get(f"{env_name(field)}_FILE")
        if path and not os.environ.get(env_name(field)):
            try:
                found[field] = Path(path).read_text().strip()
            except OSError as error:
                raise BadSettings(
                    f"{env_name(field)}_FILE: {path} cannot be read ({error.strerror})."
                ) from None
    return found


def _sentence(error: Any) -> str:
    """Turn one validation error into a sentence that names the variable."""
    said = error["msg"].removeprefix("Value error, ")
    if not error["loc"]:
        return f"{said}."
    return f"{env_name(str(error['loc'][0]))}: {said}."
