"""Recovery codes: each lets its owner in once when the telephone is lost. Only their keyed hashes are kept."""

import hashlib
import hmac
import secrets

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Capitals and digits, without those that are mistaken for each other."""
HOW_MANY = 10
LENGTH = 12


def new_codes() -> list[str]:
    """Ten new codes of about 59 bits each, written in groups of four."""
    return ["-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3)) for _ in range(HOW_MANY)]


def plain(typed: str) -> str:
    """A code as typed, without the spaces and hyphens that people put in, in capitals."""
    return "".join(typed.split()).replace("-", "").upper()


def digest_of(code: str, *, key: bytes, person: int) -> str:
    """The keyed hash (HMAC-SHA-256) of one person's code. Codes are random, so that no slow hash is needed."""
    return hmac.new(key, f"{person}:{plain(code)}".encode(), hashlib.sha256).hexdigest()
