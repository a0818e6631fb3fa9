"""How a person is addressed and reached: changed by its owner, or emptied."""

from forum.core.db import locked
from forum.members.registry.models import Account


def change_details(account_id: int, name: str, phone: str, zip_code: str) -> None:
    """Set a name and, if they are given, phone number and ZIP code."""
    account = locked(Account, account_id)
    account.name = name
    account.phone, account.zip_code = phone or None, zip_code or None
