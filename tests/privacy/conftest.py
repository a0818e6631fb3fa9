"""What tests of documents and generated pages share."""

from tests.privacy.changing import publish
from tests.promises.conftest import public_forum

__all__ = ["public_forum", "publish"]
