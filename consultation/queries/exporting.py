"""Answers laid out as a table, read a few at a time."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.models import Consultation, Question, Response, ResponseMark
from consultation.queries.questionnaire import questions_in_order
from consultation.validators.columns import cells_of, columns_of
from consultation.validators.rules import QuestionRule

#: Rows read at once from the database.
AT_ONCE = 2000


def export_rules(consultation: Consultation) -> list[QuestionRule]:
    """List what the questions of all versions demand, each code once, the newest wording first."""
    questions = questions_in_order().filter(questionnaire__consultation=consultation)
    versions = questions.order_by(
        "-questionnaire__version", "section__order", "section__code", "order", "code"
    )
    rules: dict[str, QuestionRule] = {}
    for question in versions:
        rules.setdefault(question.code, question.rule())
    return list(rules.values())


def answer_rows(consultation: Consultation, *, with_texts: bool) -> Iterator[Sequence[Any]]:
    """Give the titles, then a row a counted response: neither key, nor code, nor hour."""
    rules = export_rules(consultation)
    names = [name for rule in rules for name in columns_of(rule, with_texts=with_texts)]
    yield [*_own_titles(), *names]
    standing = ResponseMark.objects.filter(response=OuterRef("pk"), lifted_at=None)
    marked = _("oui")
    found = (
        Response.objects.counted()
        .filter(consultation=consultation)
        .annotate(is_marked=Exists(standing))
        .order_by("pk")
        .values_list(
            *("channel", "language", "submitted_at", "questionnaire__version"),
            *("is_marked", "answers"),
        )
    )
    zone = timezone.get_default_timezone()
    for channel, language, moment, version, is_marked, answers in found.iterator(
        chunk_size=AT_ONCE
    ):
        row = [channel, language, moment.astimezone(zone).date().isoformat(), version]
        row.append(marked if is_marked else "")
        for rule in rules:
            row += cells_of(rule, answers, with_texts=with_texts)
        yield row


def code_rows(questions: Sequence[Question]) -> Iterator[Sequence[Any]]:
    """List the codes of a questionnaire with their labels, for who fills a table by hand."""
    yield [_("question"), _("type"), _("texte"), _("code de la réponse"), _("réponse")]
    for question in questions:
        head = [question.code, question.get_type_display(), question.text]
        options = list(question.options.all())
        yield [*head, "", ""] if not options else [*head, options[0].code, options[0].text]
        for option in options[1:]:
            yield [question.code, "", "", option.code, option.text]


def _own_titles() -> list[str]:
    return [_("canal"), _("langue"), _("jour"), _("version"), _("réserve")]
