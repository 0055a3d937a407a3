"""Who may do what with consultations; every door asks these functions."""

from datetime import datetime

from consultation.models import Consultation
from perpignan.study.permissions import Person


def can_edit_consultation(user: Person) -> bool:
    """The pilots, the consortium and the administrators prepare consultations."""
    return user.has_perm("consultation.change_consultation")


def can_run_consultation(user: Person) -> bool:
    """Announcing, opening and closing engage the City: the consortium only prepares."""
    return user.has_perm("consultation.run_consultation")


def can_count_responses(user: Person) -> bool:
    """Those who follow how many answers came in, never who gave which."""
    return user.has_perm("consultation.view_response")


def can_answer(consultation: Consultation, now: datetime) -> bool:
    """Anyone may answer an open consultation, without an account."""
    return consultation.is_open_at(now)


def can_moderate(user: Person) -> bool:
    """The team publishes, refuses, merges and splits what citizens write."""
    return user.has_perm("consultation.moderate_contribution")


def can_answer_contribution(user: Person) -> bool:
    """An answer engages the City: the consortium moderates, it does not answer."""
    return user.has_perm("consultation.answer_contribution")


def can_contribute(consultation: Consultation, now: datetime) -> bool:
    """Anyone may contribute, support and comment while a consultation gathers ideas."""
    return consultation.accepts_contributions and consultation.is_open_at(now)
