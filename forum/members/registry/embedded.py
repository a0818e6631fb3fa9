"""The registry that needs no other service: accounts in this database."""

from flask import Blueprint, url_for

from forum.disclosure import Registered
from forum.members.registry import Contact, queries
from forum.members.registry.views import bp


class EmbeddedRegistry:
    """Answers from the accounts kept here, in encrypted columns."""

    pages: tuple[Blueprint, ...] = (bp,)

    def contact(self, member_id: int) -> Contact | None:
        """Return where to write to a member; None if there is no account."""
        account = queries.account_of(member_id)
        return Contact(account.name, account.email) if account is not None else None

    def registered(self, member_id: int) -> Registered:
        """Return what the account holds that a draft might give away. One query."""
        account = queries.account_of(member_id)
        if account is None:
            return Registered()
        return Registered(
            name=account.name,
            email=account.email,
            phone=account.phone or "",
            zip=account.zip_code or "",
        )

    def member_with_email(self, email: str) -> int | None:
        """Return whose address this is."""
        account = queries.account_with_email(email)
        return account.member_id if account is not None else None

    def confirm_url(self, leads_to: str) -> str | None:  # noqa: ARG002 - of the protocol
        """Say that people prove here who they are."""
        return None

    def after_sign_out(self) -> str:
        """Return the first page: nothing goes on elsewhere."""
        return url_for("boards.index")

    def elsewhere(self, member_id: int) -> None:
        """Say that everything is kept here."""

    def system_url(self, member_id: int, system_id: str) -> str:  # noqa: ARG002
        """Say that systems have no page of their own."""
        return ""

    def trouble(self) -> str:
        """Say that all is well: accounts stand beside everything else."""
        return ""
