"""Codes that an authenticator app and the forum compute from one secret (TOTP)."""

import pyotp
import segno

PERIOD = 30
DRIFT = 1
"""How many half minutes the clock of a phone may be ahead or behind."""
ISSUER = "SolTrex Forum"


def new_secret() -> str:
    """Return a fresh secret for an authenticator app."""
    return pyotp.random_base32()


def step_of(secret: str, code: str, seconds: float, after: int) -> int | None:
    """Return the half minute a code belongs to; None if it does not fit.

    `after` is the half minute of the code used last: it and those before it
    do not count any more, so that nobody can use a code they looked at.
    """
    now = int(seconds) // PERIOD
    app = pyotp.TOTP(secret, interval=PERIOD)
    for step in range(now - DRIFT, now + DRIFT + 1):
        is_right = pyotp.utils.strings_equal(app.generate_otp(step), code)
        if is_right and step > after:
            return step
    return None


def address(secret: str, handle: str) -> str:
    """Return what the picture says to an authenticator app."""
    app = pyotp.TOTP(secret, interval=PERIOD)
    return app.provisioning_uri(name=handle, issuer_name=ISSUER)


def picture(secret: str, handle: str) -> str:
    """Return the QR code as SVG of our own making, without style or script."""
    code = segno.make(address(secret, handle), micro=False)
    return code.svg_inline(scale=4, dark="#000", light="#fff", svgclass="qr")


def in_groups(secret: str) -> str:
    """Return a secret in groups of four, to be typed."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
