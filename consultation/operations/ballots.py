"""Secret ballots on a budget: cast once, corrected until the closing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.enums import AccessMode, Channel, RevisionKind
from consultation.models import Ballot, BallotRevision, BudgetVote
from consultation.models.keys import (
    ballot_code,
    ballot_key,
    normalised_code,
    receipt_hash,
    voter_key,
)
from consultation.operations.answering import ALREADY_ANSWERED, NOT_ADMITTED, NOT_OPEN
from consultation.queries import (
    access_code_is_known,
    ballot_of,
    ballot_with_code,
    corrected_ballot_of,
    takes_ballots,
    vote_sheet,
)
from consultation.validators.ballots import Choice, ballot_errors


@dataclass(frozen=True)
class Cast:
    """A stored ballot and the code to show; a correction has none, its author has it."""

    ballot: Ballot
    receipt_code: str
    is_new: bool
    is_correction: bool = False


def cast_ballot(
    *,
    vote: BudgetVote,
    choices: Sequence[Choice],
    token: str,
    channel: Channel = Channel.WEB,
    voter: str = "",
) -> Cast:
    """Store a ballot. The same token stores one, ever; so does the same voter.

    voter: the key of who holds a letter or an account, empty where anyone may vote. Raise
    ValidationError (codes NOT_OPEN, NOT_ADMITTED, ALREADY_ANSWERED, or the errors of the
    ballot under `choices`).
    """
    try:
        with transaction.atomic():
            _check_open(vote)
            _check_admitted(vote, voter)
            _check(vote, choices)
            return _store(vote, choices, token, channel, voter)
    except ValidationError:
        known = known_cast(vote=vote, token=token)
        if known is None:
            raise
        return known
    except IntegrityError as error:
        known = known_cast(vote=vote, token=token)
        if known is None:
            raise ValidationError(
                _("Vous avez déjà voté : une personne, un bulletin. Corrigez-le avec son code."),
                code=ALREADY_ANSWERED,
            ) from error
        return known


@transaction.atomic
def correct_ballot(*, vote: BudgetVote, code: str, choices: Sequence[Choice], token: str) -> Cast:
    """Replace the choices of the ballot that a code was given for; its log keeps them all."""
    found = ballot_with_code(vote, code)
    if found is None:
        raise ValidationError(_("Aucun bulletin ne porte ce code."))
    ballot = Ballot.objects.select_for_update().get(pk=found.pk)
    known = known_cast(vote=vote, token=token)
    if known is not None:
        return known
    _check_open(vote)
    _check(vote, choices)
    ballot.choices = [list(choice) for choice in choices]
    ballot.save(update_fields=["choices"])
    BallotRevision.objects.create(
        ballot=ballot,
        kind=RevisionKind.CORRECTED,
        choices=ballot.choices,
        sent_key=ballot_key(vote.pk, token),
    )
    return Cast(ballot, "", is_new=True, is_correction=True)


def known_cast(*, vote: BudgetVote, token: str) -> Cast | None:
    """Return what a token has already stored, with the code derived again."""
    ballot = ballot_of(vote, token)
    if ballot is not None:
        return Cast(ballot, ballot_code(vote.pk, token), is_new=False)
    corrected = corrected_ballot_of(vote, token)
    return Cast(corrected, "", is_new=False, is_correction=True) if corrected else None


def voter_with_letter(*, vote: BudgetVote, code: str) -> str:
    """Return the key of a letter's holder. Raise ValidationError if the code is not of use."""
    if not access_code_is_known(vote.consultation, code):
        raise ValidationError(_("Ce code n'est pas celui d'un courrier de cette consultation."))
    return voter_key(vote.pk, "letter", normalised_code(code) or "")


def voter_with_account(*, vote: BudgetVote, user_id: int) -> str:
    return voter_key(vote.pk, "account", str(user_id))


def _check_open(vote: BudgetVote) -> None:
    now = timezone.now()
    if takes_ballots(vote, now):
        return
    message = _("Le vote n'est pas encore ouvert.")
    if now >= vote.closes_at:
        message = _("Le vote est terminé : il ne reçoit plus de bulletins.")
    raise ValidationError(message, code=NOT_OPEN)


def _check_admitted(vote: BudgetVote, voter: str) -> None:
    if vote.consultation.access == AccessMode.OPEN or voter:
        return
    told = {
        AccessMode.CODES: _("Donnez le code de votre courrier."),
        AccessMode.ACCOUNT: _("Connectez-vous pour voter."),
    }
    raise ValidationError(told[AccessMode(vote.consultation.access)], code=NOT_ADMITTED)


def _check(vote: BudgetVote, choices: Sequence[Choice]) -> None:
    errors = ballot_errors(vote_sheet(vote).rules, choices)
    if errors:
        messages = [message for found in errors.values() for message in found]
        raise ValidationError({"choices": messages})


def _store(
    vote: BudgetVote, choices: Sequence[Choice], token: str, channel: Channel, voter: str
) -> Cast:
    """Write the ballot and the first line of its log; the constraints say the rest."""
    key, code = ballot_key(vote.pk, token), ballot_code(vote.pk, token)
    kept = [list(choice) for choice in choices]
    ballot = Ballot.objects.create(
        vote=vote,
        respondent_key=voter or key,
        idempotency_key=key,
        receipt_hash=receipt_hash(code),
        channel=channel,
        choices=kept,
    )
    BallotRevision.objects.create(ballot=ballot, kind=RevisionKind.SUBMITTED, choices=kept)
    return Cast(ballot, code, is_new=True)
