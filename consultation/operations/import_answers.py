"""Answers collected elsewhere, read from a table: looked at first, stored whole or not at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultation.enums import AnswerImportStatus, Channel
from consultation.models import AnswerImport, Consultation, Questionnaire, Response
from consultation.models.keys import token_key
from consultation.operations.collected import (
    Collected,
    check_takes_collected,
    checked,
    store_collected,
)
from consultation.queries import current_questionnaire, plan_of, questions_in_order
from consultation.validators.columns import flat, gather
from consultation.validators.rules import OTHER, OTHER_SUFFIX, Plan
from perpignan.backoffice_formats import unguard, wording_of
from perpignan.study.models import User
from perpignan.tabular import Line, TableError, guess_layout, read_table

MOST_ROWS = 20_000
MOST_ERRORS = 200
LONGEST_ID = 100
#: Columns that are not answers, by any of their names.
OWN_COLUMNS = {
    "identifiant": "id",
    "id": "id",
    "canal": "channel",
    "langue": "language",
    "jour": "day",
    "date": "day",
    "version": "version",
    "réserve": "mark",
}
LANGUAGES = ("fr", "ca", "en")
NO_ID = gettext_lazy(
    "Il manque une colonne « identifiant » : un numéro par personne, "
    "pour ne rien compter deux fois."
)


@dataclass
class Problem:
    """What is wrong, and where."""

    line: int
    column: str
    message: str


@dataclass
class Reading:
    """What a file holds: answers new to the portal, those it has already, what is wrong."""

    new: list[Collected] = field(default_factory=list)
    known: int = 0
    rows: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def first_problems(self) -> list[dict[str, Any]]:
        return [vars(problem) for problem in self.problems[:MOST_ERRORS]]


@dataclass
class _Reader:
    """Reads lines by the rules of one questionnaire."""

    consultation: Consultation
    plan: Plan
    labels: Mapping[str, Mapping[str, str]]
    channel: Channel
    seen: dict[str, int] = field(default_factory=dict)

    def read(self, line: Line) -> tuple[Collected | None, list[Problem]]:
        problems: list[Problem] = []
        raw: dict[str, Any] = {}
        own: dict[str, str] = {}
        names: dict[str, str] = {}
        for name, cell in line.cells.items():
            text = unguard(cell)
            kind = OWN_COLUMNS.get(flat(name))
            if kind is not None:
                own[kind] = text
                names[kind] = name
            elif text and not name.startswith("#"):
                self._add(raw, name, text, line.number, problems)
        given = self._given(own, names, line.number, problems)
        try:
            given.answers.update(checked(self.plan, raw))
        except ValidationError as error:
            problems += _problems(error, line.number)
        return (None if problems else given), problems

    def _add(
        self, raw: dict[str, Any], name: str, text: str, number: int, problems: list[Problem]
    ) -> None:
        try:
            code, part, value = gather(self.plan.questions, self.labels, name, text)
        except ValidationError as error:
            problems.append(Problem(number, name, " ".join(error.messages)))
            return
        if part == OTHER:
            raw[code + OTHER_SUFFIX] = value
        elif part:
            raw.setdefault(code, {})[part] = value
        else:
            raw[code] = value

    def _given(
        self, own: Mapping[str, str], names: Mapping[str, str], number: int, found: list[Problem]
    ) -> Collected:
        def told(kind: str, message: str) -> None:
            found.append(Problem(number, names.get(kind, ""), message))

        key = own.get("id", "")
        if not key or len(key) > LONGEST_ID:
            told(
                "id", _("Donnez un identifiant de %(most)d signes au plus.") % {"most": LONGEST_ID}
            )
        elif key in self.seen:
            told("id", _("Cet identifiant est déjà à la ligne %(n)d.") % {"n": self.seen[key]})
        self.seen.setdefault(key, number)
        channel = _channel(own.get("channel", ""), self.channel)
        if channel is None:
            told("channel", _("Ce canal n'existe pas."))
        language = own.get("language", "") or "fr"
        if language not in LANGUAGES:
            told("language", _("Langues admises : fr, ca, en."))
        day = _day(own.get("day", ""))
        if own.get("day") and day is None:
            told("day", _("Écrivez le jour ainsi : 2026-05-31."))
        token = f"import:{key}"
        return Collected(token, {}, channel or self.channel, language[:5], day)


def _channel(text: str, default: Channel) -> Channel | None:
    if not text:
        return default
    known = {flat(word): channel for channel in Channel for word in (channel, str(channel.label))}
    return known.get(flat(text))


def _day(text: str) -> datetime | None:
    try:
        day = parse_date(text[:10]) if text else None
    except ValueError:
        return None
    return timezone.make_aware(datetime.combine(day, time(12))) if day else None


def _problems(error: ValidationError, line: int) -> list[Problem]:
    if hasattr(error, "error_dict"):
        return [
            Problem(line, name, " ".join(messages)) for name, messages in error.message_dict.items()
        ]
    return [Problem(line, "", " ".join(error.messages))]


def read_answers(path: Path, consultation: Consultation, channel: Channel) -> Reading:
    """Read a file of answers, whatever its encoding; say what is wrong by line and column."""
    questionnaire = _questionnaire(consultation)
    reading = Reading()
    try:
        _read(path, _reader(consultation, questionnaire, channel), reading)
    except TableError as error:
        reading.problems.append(Problem(error.values.get("line", 1), "", wording_of(error)))
    _set_known_aside(consultation, reading)
    return reading


def _read(path: Path, reader: _Reader, reading: Reading) -> None:
    table = read_table(path, guess_layout(path))
    titles = {OWN_COLUMNS.get(flat(name)) for name in table.columns}
    if "id" not in titles:
        reading.problems.append(Problem(1, "", str(NO_ID)))
        return
    for line in _limited(table.lines):
        reading.rows += 1
        given, problems = reader.read(line)
        reading.problems += problems
        if given is not None:
            reading.new.append(given)


def _limited(lines: Iterator[Line]) -> Iterator[Line]:
    for count, line in enumerate(lines, start=1):
        if count > MOST_ROWS:
            raise TableError("too_large", limit=MOST_ROWS)
        yield line


def _set_known_aside(consultation: Consultation, reading: Reading) -> None:
    keys = {token_key(consultation.pk, item.token): item for item in reading.new}
    stored = set(
        Response.objects.filter(
            consultation=consultation, respondent_key__in=list(keys)
        ).values_list("respondent_key", flat=True)
    )
    reading.new = [item for key, item in keys.items() if key not in stored]
    reading.known = len(stored)


def _reader(consultation: Consultation, questionnaire: Questionnaire, channel: Channel) -> _Reader:
    questions = questions_in_order().filter(questionnaire=questionnaire)
    labels = {
        question.code: {flat(o.text): o.code for o in question.options.all() if not o.is_row}
        for question in questions
    }
    return _Reader(consultation, plan_of(questionnaire.pk), labels, channel)


def _questionnaire(consultation: Consultation) -> Questionnaire:
    found = current_questionnaire(consultation)
    if found is None:
        raise ValidationError(_("Cette consultation n'a pas de questionnaire."))
    return found


def receive_answers(
    *, consultation: Consultation, file: "File[bytes]", name: str, channel: Channel, by: User
) -> AnswerImport:
    """Keep a file until it is confirmed, with what it holds; nothing is stored yet."""
    check_takes_collected(consultation)
    record = AnswerImport(consultation=consultation, file_name=name[-200:], channel=channel, by=by)
    record.file.save(name, file, save=False)
    reading = read_answers(Path(record.file.path), consultation, channel)
    record.row_count, record.new_count = reading.rows, len(reading.new)
    record.known_count, record.error_count = reading.known, len(reading.problems)
    record.errors = reading.first_problems
    record.save()
    return record


@transaction.atomic
def confirm_answers(*, record: AnswerImport) -> AnswerImport:
    """Store what a file holds, all of it or nothing; the same file again stores nothing more."""
    locked = _waiting(record)
    check_takes_collected(locked.consultation)
    reading = read_answers(Path(locked.file.path), locked.consultation, Channel(locked.channel))
    if reading.problems:
        raise ValidationError(_("Le fichier a des erreurs : corrigez-le, puis envoyez-le."))
    try:
        with transaction.atomic():
            store_collected(
                consultation=locked.consultation,
                questionnaire=_questionnaire(locked.consultation),
                given=reading.new,
            )
    except IntegrityError as error:
        raise ValidationError(
            _("Des réponses du fichier viennent d'être importées : recommencez.")
        ) from error
    locked.new_count, locked.known_count = len(reading.new), reading.known
    return _ended(locked, AnswerImportStatus.STORED)


@transaction.atomic
def discard_answers(*, record: AnswerImport) -> AnswerImport:
    """Give an import up; its file is erased."""
    return _ended(_waiting(record), AnswerImportStatus.DISCARDED)


def _waiting(record: AnswerImport) -> AnswerImport:
    locked = (
        AnswerImport.objects.select_for_update(of=("self",))
        .select_related("consultation")
        .get(pk=record.pk)
    )
    if locked.status != AnswerImportStatus.CHECKED or not locked.file:
        raise ValidationError(_("Cet import est déjà terminé."))
    return locked


def _ended(record: AnswerImport, status: AnswerImportStatus) -> AnswerImport:
    name, storage = record.file.name, record.file.storage
    record.status, record.file, record.errors = status, "", []
    record.save()
    if name:
        transaction.on_commit(lambda: storage.delete(name))
    return record
