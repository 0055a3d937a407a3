"""The keyed hashes under which responses are kept.

A browser or a program holds one random token for one response. From it come, by keyed
hashes, the key that stores the response once and the receipt code that the person
keeps. The database holds neither the token nor the code: alone it leads to nobody,
and a repeated submission shows the same code again without it being stored.
"""

import re
import secrets
from collections.abc import Iterator

from django.conf import settings
from django.utils.crypto import salted_hmac

#: Letters and figures that are not mistaken for one another on paper or on the phone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 12
GROUP = 4
MIN_TOKEN_LENGTH = 32
TOKEN = re.compile(r"[A-Za-z0-9_-]{32,128}")


def new_token() -> str:
    return secrets.token_urlsafe(32)


def token_key(consultation_id: int, token: str) -> str:
    """Hash a token into the key of its draft and of its response."""
    return _hash("consultation.token", f"{consultation_id}:{token}")


def receipt_code(consultation_id: int, token: str) -> str:
    """Derive the code shown to the person, always the same for the same token."""
    return _code(_hash("consultation.receipt", f"{consultation_id}:{token}"))


def resume_code(consultation_id: int, token: str) -> str:
    """Derive the code that finds answers in progress again on another device."""
    return _code(_hash("consultation.resume", f"{consultation_id}:{token}"))


def resume_hash(code: str) -> str:
    return _hash("consultation.resume-hash", code)


def resume_hashes(code: str) -> list[str]:
    return [_hash("consultation.resume-hash", code, key) for key in _secret_keys()]


def new_access_code() -> str:
    """Draw a code to print on a letter."""
    return _grouped("".join(secrets.choice(ALPHABET) for _index in range(CODE_LENGTH)))


def access_hash(consultation_id: int, code: str) -> str:
    """Hash a letter's code into the key under which it is known."""
    return _hash("consultation.access", f"{consultation_id}:{code}")


def access_hashes(consultation_id: int, code: str) -> list[str]:
    value = f"{consultation_id}:{code}"
    return [_hash("consultation.access", value, key) for key in _secret_keys()]


def holder_key(consultation_id: int, code: str) -> str:
    """Hash a letter's code into the key of its holder's one response.

    Not the key of the table of codes: one does not lead to the other.
    """
    return _hash("consultation.holder", f"{consultation_id}:{code}")


def account_key(consultation_id: int, user_id: int) -> str:
    """Hash an account into the key of its one response to a consultation."""
    return _hash("consultation.account", f"{consultation_id}:{user_id}")


def ballot_key(vote_id: int, token: str) -> str:
    """Hash a token into the key under which a ballot is stored once."""
    return _hash("consultation.ballot", f"{vote_id}:{token}")


def ballot_code(vote_id: int, token: str) -> str:
    """Derive the code of a ballot's receipt, always the same for the same token."""
    return _code(_hash("consultation.ballot-receipt", f"{vote_id}:{token}"))


def voter_key(vote_id: int, kind: str, who: str) -> str:
    """Hash a letter's code or an account into the key of its one ballot.

    Not the key of its response to the questionnaire: one does not lead to the other.
    """
    return _hash("consultation.voter", f"{vote_id}:{kind}:{who}")


def _code(digest: str) -> str:
    number, letters = int(digest, 16), []
    for _index in range(CODE_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return _grouped("".join(letters))


def normalised_code(typed: str) -> str | None:
    """Read a code as people type it: any case, spaces or dashes. None if it cannot be one."""
    letters = re.sub(r"[\s\-–—_.]", "", typed).upper()
    if len(letters) != CODE_LENGTH or not set(letters) <= set(ALPHABET):
        return None
    return _grouped(letters)


def receipt_hash(code: str) -> str:
    return _hash("consultation.receipt-hash", code)


def receipt_hashes(code: str) -> list[str]:
    """List the hashes of a code under the present secret key and the former ones."""
    return [_hash("consultation.receipt-hash", code, key) for key in _secret_keys()]


def _secret_keys() -> Iterator[str]:
    yield settings.SECRET_KEY
    yield from map(str, settings.SECRET_KEY_FALLBACKS)


def _grouped(letters: str) -> str:
    return "-".join(letters[i : i + GROUP] for i in range(0, len(letters), GROUP))


def _hash(salt: str, value: str, secret: str | None = None) -> str:
    return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()
