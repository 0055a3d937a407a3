"""Aids of other catalogues, CSV or JSON in the manner of Aides-territoires, become levers.

What comes this way is to be verified: it is shown as such and counted on by no one.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from actionplan.funding_rules.wording import MONTHS
from perpignan.history import is_edited_by_a_person
from perpignan.study.enums import Confidence, LeverKind, LeverRecurrence
from perpignan.study.models import FundingLever
from perpignan.tabular import TableError, guess_layout, read_table

#: How each catalogue calls what a lever says; the first that is there is read.
NAMES: dict[str, tuple[str, ...]] = {
    "name": ("Nom", "name", "titre", "title", "post_title"),
    "url": ("Lien", "url", "origin_url", "permalink", "lien", "absolute_url"),
    "body": ("Financeurs", "financers", "porteur", "financeurs", "author"),
    "beneficiaries": ("Bénéficiaire", "targeted_audiences", "public", "beneficiaires"),
    "kinds": ("Types d'aides", "aid_types", "type", "types"),
    "call": ("AAP/AMI", "is_call_for_project"),
    "recurrence": ("Récurrence", "recurrence"),
    "detail": (
        *("Descriptif", "description", "description_longue", "summary"),
        *("banner_chapeau", "entete", "objectif"),
    ),
    "opens_on": ("start_date", "date_debut", "dates_open-1", "dateOuvertureCampagne"),
    "closes_on": (
        *("Date Clôture", "submission_deadline", "date_fin", "deadline", "deadline1"),
        "dateFinCampagne",
    ),
}
KINDS = (
    ("subvention", LeverKind.GRANT),
    ("prêt", LeverKind.LOAN),
    ("avance", LeverKind.LOAN),
    ("ingénierie", LeverKind.ENGINEERING),
    ("aide financière", LeverKind.GRANT),
)
RECURRENCES = {
    "permanente": LeverRecurrence.CONTINUOUS,
    "récurrente": LeverRecurrence.YEARLY,
    "ponctuelle": LeverRecurrence.ONE_OFF,
}
DAYS = (
    (re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?"), (0, 1, 2)),
    (re.compile(r"(\d{2})/(\d{2})/(\d{4})"), (2, 1, 0)),
    (re.compile(r"(\d{4})(\d{2})(\d{2})"), (0, 1, 2)),
)
LONG_DAY = re.compile(r"(\d{1,2})(?:er)? (\w+) (\d{4})")
LISTS = ("results", "aides", "ListeDispositifs")


@dataclass
class AidImport:
    """What a file gives: levers ready to be stored, and its errors by line."""

    levers: list[FundingLever] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    created: int = 0
    updated: int = 0
    kept: int = 0  # changed by a person since: left alone


def read_aids(path: Path, *, body: str = "") -> AidImport:
    """Read a catalogue. Raise ValidationError if the file is neither CSV nor JSON of aids."""
    found, seen = AidImport(), set()
    rows = _json_rows(path) if path.suffix.lower() == ".json" else _csv_rows(path)
    for place, row in rows:
        try:
            lever = _lever(row, body)
            if lever.code in seen:
                raise ValueError(_("cette aide est déjà dans le fichier"))
            lever.full_clean(validate_unique=False)
            seen.add(lever.code)
            found.levers.append(lever)
        except ValidationError as error:
            told = " ".join(error.messages)
            found.errors.append(_("Ligne %(line)d : %(told)s") % {"line": place, "told": told})
        except ValueError as error:
            found.errors.append(_("Ligne %(line)d : %(told)s.") % {"line": place, "told": error})
    return found


def _csv_rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        table = read_table(path, guess_layout(path))
        if not any(name in table.columns for name in NAMES["name"]):
            raise ValidationError(_("La colonne du nom de l'aide est absente."))
        for line in table.lines:
            yield line.number, line.cells
    except TableError as error:
        raise ValidationError(_("Ce fichier n'est pas un tableau lisible.")) from error


def _json_rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ValidationError(_("Ce fichier n'est pas du JSON.")) from error
    if isinstance(data, Mapping):
        data = next((data[name] for name in LISTS if isinstance(data.get(name), list)), None)
    if not isinstance(data, list):
        raise ValidationError(_("Ce JSON ne contient pas de liste d'aides."))
    for place, row in enumerate(data, start=1):
        yield place, row if isinstance(row, Mapping) else {}


def _lever(row: Mapping[str, Any], body: str) -> FundingLever:
    name, url = _text(row, "name")[:200], _text(row, "url")
    if not name:
        raise ValueError(_("le nom de l'aide est absent"))
    if not url.startswith(("http://", "https://")) or " " in url:
        url = ""
    opens_on, closes_on = _day(row, "opens_on"), _day(row, "closes_on")
    digest = hashlib.sha256((url or f"{body}{name}").encode()).hexdigest()
    return FundingLever(
        code=f"at-{digest[:12]}",
        name=name,
        body=(body or _text(row, "body") or _("Non précisé"))[:200],
        url=url[:500],
        kind=_kind(row),
        beneficiaries=_text(row, "beneficiaries"),
        detail=_text(row, "detail"),
        recurrence=RECURRENCES.get(_text(row, "recurrence").lower(), LeverRecurrence.ONE_OFF),
        opens_on=opens_on,
        closes_on=closes_on,
        confidence=Confidence.TO_VERIFY,
    )


def _text(row: Mapping[str, Any], name: str) -> str:
    """Read a text wherever the catalogue keeps it; lists are joined, markup is taken away."""
    for key in NAMES[name]:
        value = row.get(key)
        if isinstance(value, list):
            value = "; ".join(_item(item) for item in value)
        if value not in (None, ""):
            return " ".join(unescape(strip_tags(str(value))).split())
    return ""


def _item(item: Any) -> str:
    if isinstance(item, Mapping):
        return str(item.get("name") or item.get("title") or "")
    return str(item)


def _kind(row: Mapping[str, Any]) -> LeverKind:
    if _text(row, "call").lower() in {"oui", "true", "1"}:
        return LeverKind.CALL_FOR_PROJECTS
    kinds = _text(row, "kinds").lower()
    return next((kind for word, kind in KINDS if word in kinds), LeverKind.GRANT)


def _day(row: Mapping[str, Any], name: str) -> date | None:
    text = _text(row, name)
    if not text:
        return None
    if match := LONG_DAY.fullmatch(text.lower()):
        day, month, year = match.groups()
        text = f"{year}-{MONTHS.index(month) + 1:02d}-{int(day):02d}" if month in MONTHS else text
    for pattern, (year, month, day) in DAYS:
        if found := pattern.fullmatch(text):
            parts = [int(part) for part in found.groups()]
            try:
                return date(parts[year], parts[month], parts[day])
            except ValueError:
                break
    raise ValueError(_("« %s » n'est pas une date") % text)


IMPORTED = (
    *("name", "body", "url", "kind", "beneficiaries", "detail", "recurrence"),
    *("opens_on", "closes_on"),
)


@transaction.atomic
def store_aids(*, aids: AidImport) -> AidImport:
    """Write the levers that were read; those that a person has changed are left alone."""
    known = {lever.code: lever for lever in FundingLever.objects.filter(code__startswith="at-")}
    for lever in aids.levers:
        existing = known.get(lever.code)
        if existing is None:
            lever.full_clean()
            lever.save()
            aids.created += 1
        elif is_edited_by_a_person(existing):
            aids.kept += 1
        elif any(getattr(existing, name) != getattr(lever, name) for name in IMPORTED):
            for name in IMPORTED:
                setattr(existing, name, getattr(lever, name))
            existing.full_clean()
            existing.save()
            aids.updated += 1
    return aids
