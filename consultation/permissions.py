"""Who may do what with consultations; every door asks these functions."""

from datetime import datetime

from consultation.enums import ConsultationStatus
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


#: Once there, anyone reads the results.
RESULTS_PUBLISHED = frozenset(
    {ConsultationStatus.RESULTS_PUBLISHED, ConsultationStatus.FOLLOW_UP_PUBLISHED}
)


def can_read_results(user: Person, consultation: Consultation) -> bool:
    """Everyone reads results once published; those who follow the count read them before."""
    return consultation.status in RESULTS_PUBLISHED or can_count_responses(user)


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


def can_see_batches(user: Person) -> bool:
    """Desk agents and the team find the paper sheets that were collected."""
    return user.has_perm("consultation.view_batch")


def can_enter_sheets(user: Person) -> bool:
    """Desk agents type the sheets; the team may too."""
    return user.has_perm("consultation.enter_sheet")


def can_prepare_batches(user: Person) -> bool:
    """The team prints series and draws which sheets are typed twice."""
    return user.has_perm("consultation.add_batch")


def can_settle_entries(user: Person) -> bool:
    """The pilots settle what two agents read otherwise."""
    return user.has_perm("consultation.resolve_sheet")


def can_assist(user: Person) -> bool:
    """Desk agents stand beside people who answer on a tablet."""
    return user.has_perm("consultation.add_assistedsession")


def can_run_workshops(user: Person) -> bool:
    return user.has_perm("consultation.add_workshop")


def can_import_answers(user: Person) -> bool:
    return user.has_perm("consultation.import_response")


def can_export_answers(user: Person) -> bool:
    return user.has_perm("consultation.export_response")


def can_export_texts(user: Person) -> bool:
    """Free texts may name someone: they leave the portal with the pilots only."""
    return user.has_perm("consultation.read_texts_response")


def takes_collected_answers(consultation: Consultation, now: datetime) -> bool:
    """What was collected in time is stored after the closing, until results are published."""
    return consultation.state_at(now) in (ConsultationStatus.OPEN, ConsultationStatus.CLOSED)


def can_make_access_codes(user: Person) -> bool:
    """The city alone says who receives a letter."""
    return user.has_perm("consultation.make_accesscode")


def can_mark_responses(user: Person) -> bool:
    """The city alone says that answers are doubtful; the consortium reads both counts."""
    return user.has_perm("consultation.mark_response")


def can_vote_on_statements(consultation: Consultation, now: datetime) -> bool:
    """Anyone may vote on statements, and propose some, while the consultation is open."""
    return consultation.takes_statements and consultation.is_open_at(now)


def can_read_opinions(user: Person, consultation: Consultation, now: datetime) -> bool:
    """Groups of opinion may be shown while people vote, where the consultation says so."""
    return consultation.shows_opinions or can_read_results(user, consultation)
