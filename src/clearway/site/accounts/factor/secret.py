"""The secret that a telephone and Clearway share: made, sealed, drawn as a picture, and its codes compared.

Codes are those of RFC 6238 as every authenticator app makes them: SHA-1, six digits, a new one each 30 seconds.
"""

import base64
import os
from datetime import datetime
from hmac import compare_digest
from io import BytesIO

import pyotp
import segno
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

ISSUER = "Clearway"
SECONDS = 30
STEPS_EITHER_WAY = 1
"""A code also counts one step early or late: clocks of telephones differ."""
NONCE_BYTES = 12


def new_secret() -> str:
    """A new secret of 160 bits, as authenticator apps want it typed (base32)."""
    return pyotp.random_base32()


def seal(secret: str, *, key: bytes, person: int) -> str:
    """The secret enciphered (AES-256-GCM) for one person's row: copied to another's row, it does not open."""
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, secret.encode("ascii"), _belongs_to(person))
    return base64.b64encode(nonce + sealed).decode("ascii")


def unseal(sealed: str, *, key: bytes, person: int) -> str:
    """The secret of a row. Raises InvalidTag when it was sealed for somebody else, with another key, or altered."""
    raw = base64.b64decode(sealed)
    return AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _belongs_to(person)).decode("ascii")


def step_of(code: str, *, secret: str, now: datetime, after: int = 0) -> int | None:
    """The 30-second step whose code this is, near now and later than the step used last; None when it is none's.

    Every candidate is compared in full, so that time does not tell how near a guess was.
    """
    totp, found = pyotp.TOTP(secret, interval=SECONDS), None
    current = int(now.timestamp()) // SECONDS
    for step in range(current - STEPS_EITHER_WAY, current + STEPS_EITHER_WAY + 1):
        if compare_digest(totp.generate_otp(step).encode(), code.encode()) and step > after:
            found = step
    return found


def address_of(secret: str, *, email: str) -> str:
    """The address that a QR code holds: an authenticator app reads secret, name and issuer from it."""
    return pyotp.TOTP(secret, interval=SECONDS).provisioning_uri(name=email, issuer_name=ISSUER)


def picture_of(address: str) -> str:
    """The QR code as an SVG element to stand in a page, drawn here: the secret is sent to nobody."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgns=True,
        omitsize=True,
        border=4,
        dark="#000",
        light="#fff",
        svgclass=None,
        lineclass=None,
    )
    return drawn.getvalue().decode("utf-8").strip()


def in_groups(secret: str) -> str:
    """The secret as it is easiest to type: in groups of four."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def _belongs_to(person: int) -> bytes:
    return f"person:{person}".encode("ascii")
