"""What is agreed with a device about passkeys: the questions, and their checks.

A passkey is taken only with the person's own proof to the device (a finger, a
face, a PIN), so that it counts as both steps of signing in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

NAME = "SolTrex Forum"
REQUIRED = UserVerificationRequirement.REQUIRED
CREDENTIAL_MAX = 1023
UNSOUND = (WebAuthnException, ValueError, LookupError, TypeError, RecursionError)
"""How the library meets an answer that no device gives: not always in its words."""


@dataclass(frozen=True, slots=True)
class Made:
    """A passkey that a device made for this forum."""

    credential: bytes
    public_key: bytes
    sign_count: int


@dataclass(frozen=True, slots=True)
class Owner:
    """For whom a device makes a passkey: a name nobody reads, and the handle."""

    key: bytes
    handle: str


@dataclass(frozen=True, slots=True)
class Place:
    """The address under which people reach this forum."""

    base_url: str

    @property
    def host(self) -> str:
        """The name that passkeys are bound to."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def has_passkeys(self) -> bool:
        """Whether devices make passkeys for it: not for a bare number."""
        try:
            ip_address(self.host)
        except ValueError:
            return True
        return False

    def ask_for_new(
        self, owner: Owner, challenge: bytes, known: Sequence[bytes]
    ) -> str:
        """Return, as JSON, the question that makes a device create a passkey."""
        options = generate_registration_options(
            rp_id=self.host,
            rp_name=NAME,
            user_id=owner.key,
            user_name=owner.handle,
            challenge=challenge,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=REQUIRED,
            ),
            exclude_credentials=[
                PublicKeyCredentialDescriptor(id=key) for key in known
            ],
        )
        return options_to_json(options)

    def made(self, answer: str, challenge: bytes) -> Made | None:
        """Return the passkey that a device made; None if the answer is not sound."""
        try:
            verified = verify_registration_response(
                credential=answer,
                expected_challenge=challenge,
                expected_rp_id=self.host,
                expected_origin=self.base_url,
                require_user_verification=True,
            )
        except UNSOUND:
            return None
        if len(verified.credential_id) > CREDENTIAL_MAX:
            return None
        return Made(
            verified.credential_id, verified.credential_public_key, verified.sign_count
        )

    def ask_for_proof(self, challenge: bytes) -> str:
        """Return, as JSON, the question that a device answers with a passkey."""
        options = generate_authentication_options(
            rp_id=self.host, challenge=challenge, user_verification=REQUIRED
        )
        return options_to_json(options)

    def sign_count(
        self, answer: AuthenticationCredential, challenge: bytes, known: Made
    ) -> int | None:
        """Return the device's new count of proofs; None if this is none."""
        try:
            verified = verify_authentication_response(
                credential=answer,
                expected_challenge=challenge,
                expected_rp_id=self.host,
                expected_origin=self.base_url,
                credential_public_key=known.public_key,
                credential_current_sign_count=known.sign_count,
                require_user_verification=True,
            )
        except UNSOUND:
            return None
        return verified.new_sign_count


def proof(answer: str) -> AuthenticationCredential | None:
    """Read what a device answered; None if it is no answer of a device."""
    try:
        return parse_authentication_credential_json(answer)
    except UNSOUND:
        return None
