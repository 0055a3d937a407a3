"""When answers pour in, a moment of work or of patience is asked of each; never a puzzle.

A browser with scripts works out an ALTCHA challenge by itself, in about a second. One
without waits a little and sends again: its answer is kept with a mark, since a program
can wait too.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

import altcha
from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from consultation.models import Consultation
from consultation.views.attempt import browser_key
from perpignan.limits import Counter, Limit, count

#: Sums to try at most: about a second of an old telephone.
WORK = 50_000
PATIENCE = timedelta(seconds=15)
VALIDITY = timedelta(hours=1)
SALT = "consultation.burst"
#: A sending asked to wait counts again: a mark comes with the sixth of a day.
SENDINGS = Limit(5, 86_400)


def burst_counter(consultation: Consultation) -> Counter:
    """Count what is sent to a consultation, from anywhere."""
    return Counter("burst", str(consultation.pk), Limit.parse(settings.BURST_LIMIT))


def count_sending(request: HttpRequest, consultation: Consultation) -> tuple[bool, bool]:
    """Count one more sending; say whether they come faster than people answer, and whether
    this browser has sent more than a household does today.

    Nothing is kept but the counts, each under a hash that changes with its window.
    """
    key = f"{consultation.pk}:{browser_key(request)}"
    [in_burst, is_one_of_many] = count(
        [burst_counter(consultation), Counter("session", key, SENDINGS)]
    )
    return in_burst, is_one_of_many


def new_challenge(key: str) -> dict[str, Any]:
    """Make a challenge that only the holder of this key can answer."""
    challenge = altcha.create_challenge(
        altcha.ChallengeOptions(
            algorithm="SHA-256",
            max_number=WORK,
            hmac_key=_secret(),
            params={"for": key},
            expires=timezone.now() + VALIDITY,
        )
    )
    return {**vars(challenge), "patience": _signer().sign(key)}


def is_proven(posted: Mapping[str, str], key: str) -> bool:
    """Say whether the browser has done the work asked of it, for this very answer."""
    payload = posted.get("altcha", "")
    try:
        found = json.loads(base64.b64decode(payload))
        is_right, _error = altcha.verify_solution(payload, _secret(), check_expires=True)
        asked = parse_qs(str(found["salt"]).partition("?")[2]).get("for")
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error):
        return False
    return bool(is_right) and asked == [key]


def has_waited(posted: Mapping[str, str], key: str) -> bool:
    """Say whether the person has waited as long as the page asked her to, and not an hour."""
    given = posted.get("patience", "")
    try:
        is_hers = _signer().unsign(given, max_age=VALIDITY) == key
    except BadSignature:
        return False
    try:
        _signer().unsign(given, max_age=PATIENCE)
    except SignatureExpired:
        return is_hers
    return False


def _signer() -> TimestampSigner:
    return TimestampSigner(salt=SALT)


def _secret() -> str:
    return salted_hmac(SALT, "altcha", algorithm="sha256").hexdigest()
