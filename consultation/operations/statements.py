"""What is done to statements: gathered from the questions, proposed, voted on, taken back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.enums import Opinion, QuestionType, SpokenStatus
from consultation.models import Consultation, Option, Statement, StatementVote
from consultation.models.keys import receipt_code, receipt_hash
from consultation.models.statement import STATEMENT_LENGTH
from consultation.operations.answering import NOT_ADMITTED, NOT_OPEN, check_open
from consultation.operations.contributions import Sent, first_state, stored_once
from consultation.permissions import can_vote_on_statements
from consultation.queries.statements import statement_key
from consultation.validators.texts import clean_line

TEXTS = ("text", "text_ca", "text_en")
SHORTEST = 10


@transaction.atomic
def gather_statements(*, consultation: Consultation) -> int:
    """Make a statement of each option of the questions of statements; return how many are new.

    The same codes in another version are the same statement, in its newest words.
    """
    known = {
        (item.question_code, item.option_code): item
        for item in Statement.objects.filter(consultation=consultation).exclude(question_code="")
    }
    wanted = _options_of(consultation)
    now = timezone.now()
    new, changed = [], []
    for codes, option in wanted.items():
        texts = {name: getattr(option, name) for name in TEXTS}
        statement = known.get(codes)
        if statement is None:
            new.append(_of_option(consultation, codes, texts))
        elif any(getattr(statement, name) != text for name, text in texts.items()):
            vars(statement).update(texts)
            changed.append(statement)
    for statement in new:
        statement.status, statement.reviewed_at = SpokenStatus.PUBLISHED, now
        statement.clean_fields(exclude=["idempotency_key", "receipt_hash"])
    Statement.objects.bulk_create(new, ignore_conflicts=True)
    Statement.objects.bulk_update(changed, TEXTS)
    return len(new)


def _options_of(consultation: Consultation) -> dict[tuple[str, str], Option]:
    options = Option.objects.filter(
        question__questionnaire__consultation=consultation,
        question__questionnaire__frozen_at__isnull=False,
        question__type=QuestionType.STATEMENTS,
        is_row=False,
    ).select_related("question")
    ordered = options.order_by("question__questionnaire__version", "order", "code")
    return {(option.question.code, option.code): option for option in ordered}


def _of_option(
    consultation: Consultation, codes: tuple[str, str], texts: dict[str, str]
) -> Statement:
    question_code, option_code = codes
    return Statement(
        consultation=consultation,
        question_code=question_code,
        option_code=option_code,
        is_illustrative=consultation.is_illustrative,
        **texts,
    )


def statement_code(consultation_id: int, token: str) -> str:
    return receipt_code(consultation_id, f"statement:{token}")


def submit_statement(
    *, consultation: Consultation, token: str, text: str, language: str = "fr"
) -> Sent:
    """Store what a citizen proposes, to be moderated. The same token stores one, ever."""
    code = statement_code(consultation.pk, token)
    statement = Statement(
        consultation=consultation,
        text=_clean_statement(text),
        language=language,
        idempotency_key=statement_key(consultation.pk, token),
        receipt_hash=receipt_hash(code),
        **first_state(consultation),
    )

    def store() -> None:
        check_voting(consultation)
        if _is_known(statement):
            raise ValidationError({"text": _("Cette affirmation est déjà proposée.")})
        statement.full_clean(exclude=["idempotency_key", "receipt_hash"])
        statement.save()

    return stored_once(statement, code, store)


def _clean_statement(text: str) -> str:
    try:
        cleaned = clean_line(text, STATEMENT_LENGTH) or ""
    except ValidationError as error:
        raise ValidationError({"text": error}) from error
    if len(cleaned) < SHORTEST:
        raise ValidationError({"text": _("Écrivez une phrase entière.")})
    return cleaned


def _is_known(statement: Statement) -> bool:
    same = Statement.objects.filter(
        consultation=statement.consultation, text__iexact=statement.text
    )
    return same.filter(status=SpokenStatus.PUBLISHED).exists()


@transaction.atomic
def save_statement(*, statement: Statement) -> Statement:
    """Store a statement of the team: published at once, as its moderators wrote it."""
    statement.text = _clean_statement(statement.text)
    if statement.pk is None:
        statement.status, statement.reviewed_at = SpokenStatus.PUBLISHED, timezone.now()
    statement.full_clean(exclude=["idempotency_key", "receipt_hash"])
    statement.save()
    return statement


def check_voting(consultation: Consultation) -> None:
    check_open(consultation)
    if not can_vote_on_statements(consultation, timezone.now()):
        raise ValidationError(_("Cette consultation n'a pas d'affirmations."), code=NOT_OPEN)


@transaction.atomic
def vote_on_statement(
    *, consultation: Consultation, statement_id: int, opinion: Opinion, voter_key: str
) -> StatementVote:
    """Add a vote to the log; the last one of a person counts. The same one again adds nothing."""
    check_voting(consultation)
    if not voter_key:
        raise ValidationError(_("Cette consultation demande de s'identifier."), code=NOT_ADMITTED)
    statement = Statement.objects.published().filter(consultation=consultation, pk=statement_id)
    if not statement.exists():
        raise ValidationError(_("Cette affirmation n'est plus soumise aux avis."))
    own = StatementVote.objects.filter(statement_id=statement_id, voter_key=voter_key)
    last = own.order_by("-pk").first()
    if last is not None and last.opinion == opinion:
        return last
    return StatementVote.objects.create(
        statement_id=statement_id, voter_key=voter_key, opinion=opinion
    )


@transaction.atomic
def withdraw_votes(*, consultation: Consultation, voter_key: str) -> int:
    """Erase the votes that a person gave on the page, at her request; return how many lines."""
    if not voter_key:
        return 0
    own = StatementVote.objects.filter(statement__consultation=consultation, voter_key=voter_key)
    return own.delete()[0]
