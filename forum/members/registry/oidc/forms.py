"""The form of a first sign-in through SolTrex: what the account service lacks."""

from typing import Any

from wtforms.validators import ValidationError

from forum.core.forms import Line
from forum.members.queries import is_taken
from forum.members.registry.forms import TAKEN, JoinForm
from forum.members.registry.oidc.proof import Proof
from forum.members.registry.oidc.rules import proposal
from forum.members.rules import gives_away, may_be_called

KNOWN_THERE = ("name", "email", "password")
OF_AGE = ("birth_month", "birth_year")


class ArrivalForm(JoinForm):
    """The user name, the age question if SolTrex did not answer it, the terms."""

    def __init__(self, proof: Proof, **given: Any) -> None:
        """Leave out what SolTrex knows, and begin with the name it proposes."""
        super().__init__(**given)
        self._email = proof.email
        self.asks_age = proof.of_age is None
        for name in KNOWN_THERE if self.asks_age else (*KNOWN_THERE, *OF_AGE):
            del self[name]
        if not self.is_submitted():
            self.handle.data = proposal(proof.username, proof.email)
            if self.handle.data and is_taken(self.handle.data):
                self.handle.errors = [TAKEN]

    def validate_handle(self, field: Line) -> None:
        """Check that the user name may be used and is free."""
        handle = field.data or ""
        if not (answer := may_be_called(handle)):
            raise ValidationError(answer.because)
        if is_taken(handle):
            raise ValidationError(TAKEN)
        if gives_away(handle, self._email) and not self.handle_anyway.data:
            raise ValidationError(
                "This user name is part of your email address. Choose another one"
            )
