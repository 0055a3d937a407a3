from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from consultation.enums import ContributionAnswer, ModerationVerb, SpokenStatus
from consultation.models import (
    Comment,
    Contribution,
    ContributionAction,
    ContributionContact,
    ModerationEvent,
    Support,
)
from consultation.models.keys import new_token
from consultation.operations import (
    answer_contribution,
    erase_due_contacts,
    merge_contributions,
    publish_spoken,
    refuse_spoken,
    split_contribution,
    submit_comment,
    submit_contribution,
    withdraw_spoken,
    withdraw_support,
)
from consultation.queries import spoken_with_code, with_support_counts
from tests.factories.consultation import ConsultationFactory
from tests.factories.contributions import (
    CommentFactory,
    ContributionFactory,
    SupportFactory,
    ThemeFactory,
    gathering,
)
from tests.factories.study import ActionFactory, UserFactory

pytestmark = pytest.mark.django_db
WORDS = {"title": "Des bancs", "text": "À l'ombre, place de la Loge."}


@pytest.fixture
def lead():
    return UserFactory(lead=True)


def count_of(contribution):
    return with_support_counts(Contribution.objects.filter(pk=contribution.pk)).get().support_count


# Sending


def test_contribution_waits_where_the_team_reads_first():
    sent = submit_contribution(consultation=gathering(), token=new_token(), **WORDS)

    assert sent.is_new
    assert sent.spoken.status == SpokenStatus.PENDING
    assert [e.verb for e in sent.spoken.events.all()] == [ModerationVerb.SUBMITTED]


def test_contribution_is_shown_where_the_team_reads_after():
    consultation = gathering(moderation="after")

    sent = submit_contribution(consultation=consultation, token=new_token(), **WORDS)

    assert sent.spoken.status == SpokenStatus.PUBLISHED
    assert sent.spoken.reviewed_at is None


def test_same_token_stores_once_and_shows_the_same_code():
    consultation, token = gathering(), new_token()
    first = submit_contribution(consultation=consultation, token=token, **WORDS)

    again = submit_contribution(consultation=consultation, token=token, **WORDS)

    assert (again.receipt_code, again.is_new) == (first.receipt_code, False)
    assert Contribution.objects.get() == first.spoken


def test_nothing_of_the_author_is_stored():
    token = new_token()
    sent = submit_contribution(consultation=gathering(), token=token, **WORDS)

    row = str(Contribution.objects.values().get())

    assert token not in row
    assert sent.receipt_code not in row
    assert spoken_with_code(sent.receipt_code) == sent.spoken


@pytest.mark.parametrize("situation", ["closed", "ended", "announced"])
def test_nothing_comes_in_when_the_consultation_is_not_open(situation):
    consultation = ConsultationFactory(**{situation: True}, accepts_contributions=True)

    with pytest.raises(ValidationError, match="ne reçoit pas"):
        submit_contribution(consultation=consultation, token=new_token(), **WORDS)


def test_consultation_that_gathers_nothing_takes_nothing():
    consultation = ConsultationFactory(open=True)

    with pytest.raises(ValidationError, match="ne reçoit pas"):
        submit_contribution(consultation=consultation, token=new_token(), **WORDS)


def test_theme_of_another_consultation_is_refused():
    with pytest.raises(ValidationError) as refusal:
        submit_contribution(
            consultation=gathering(), token=new_token(), theme=ThemeFactory(), **WORDS
        )

    assert list(refusal.value.message_dict) == ["theme"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"text": ""}, "text"),
        ({"text": "x" * 4001}, "text"),
        ({"latitude": 42.7}, "__all__"),
        ({"latitude": 142.7, "longitude": 2.0}, "latitude"),
        ({"email": "pas une adresse"}, "email"),
    ],
)
def test_what_cannot_be_stored_is_told_at_its_field(given, field):
    with pytest.raises(ValidationError) as refusal:
        submit_contribution(consultation=gathering(), token=new_token(), **WORDS | given)

    assert field in refusal.value.message_dict
    assert Contribution.objects.count() == 0


# Moderation


def test_publishing_and_refusing_are_logged_with_who_and_why(lead):
    contribution = ContributionFactory(pending=True)

    publish_spoken(spoken=contribution, by=lead)
    refuse_spoken(spoken=contribution, reason="Vise une personne.", by=lead)

    contribution.refresh_from_db()
    assert (contribution.status, contribution.status_reason) == ("refused", "Vise une personne.")
    logged = [(e.verb, e.reason, e.by) for e in contribution.events.all()]
    assert logged == [("published", "", lead), ("refused", "Vise une personne.", lead)]


def test_refusing_asks_for_a_reason(lead):
    with pytest.raises(ValidationError, match="motif"):
        refuse_spoken(spoken=CommentFactory(pending=True), reason="  ", by=lead)


def test_the_log_cannot_be_changed_nor_emptied(lead):
    publish_spoken(spoken=ContributionFactory(pending=True), by=lead)

    for change in ({"verb": "refused"}, {"reason": "Autre"}, {"by": UserFactory()}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ModerationEvent.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        ModerationEvent.objects.all().delete()


def test_withdrawn_words_are_not_published_again(lead):
    token, consultation = new_token(), gathering()
    sent = submit_contribution(consultation=consultation, token=token, **WORDS)
    withdraw_spoken(code=sent.receipt_code)

    with pytest.raises(ValidationError):
        publish_spoken(spoken=sent.spoken, by=lead)


@pytest.mark.parametrize("role", [{"department": True}, {"desk": True}, {"official": True}])
def test_others_do_not_moderate(role):
    with pytest.raises(PermissionDenied):
        publish_spoken(spoken=ContributionFactory(pending=True), by=UserFactory(**role))


def test_consortium_moderates_but_does_not_answer():
    member = UserFactory(consortium=True)
    contribution = publish_spoken(spoken=ContributionFactory(pending=True), by=member)

    with pytest.raises(PermissionDenied):
        answer_contribution(
            contribution=contribution, answer=ContributionAnswer.RETAINED, reason="Oui", by=member
        )


def test_answer_carries_its_reason_and_its_actions(lead):
    contribution, kept, dropped = ContributionFactory(), ActionFactory(), ActionFactory()
    ContributionAction.objects.create(contribution=contribution, action=dropped)

    answer_contribution(
        contribution=contribution,
        answer=ContributionAnswer.PARTLY_RETAINED,
        reason="Deux bancs sur quatre.",
        actions=[kept],
        by=lead,
    )

    contribution.refresh_from_db()
    assert contribution.answer_reason == "Deux bancs sur quatre."
    assert contribution.answered_at is not None
    assert [link.action for link in contribution.action_links.all()] == [kept]


def test_answer_without_reason_or_before_publication_is_refused(lead):
    values = {"answer": ContributionAnswer.RETAINED, "by": lead}

    with pytest.raises(ValidationError, match="motif"):
        answer_contribution(contribution=ContributionFactory(), reason=" ", **values)
    with pytest.raises(ValidationError, match="Publiez"):
        answer_contribution(contribution=ContributionFactory(pending=True), reason="Oui", **values)


# Merging and splitting


def test_merge_counts_each_person_once(lead):
    target = ContributionFactory()
    source = ContributionFactory(consultation=target.consultation, imported_supports=5)
    both, other = new_token(), new_token()
    for contribution, token in ((target, both), (source, both), (source, other)):
        SupportFactory(contribution=contribution, token=token)

    merge_contributions(contributions=[source], into=target, reason="Même idée.", by=lead)

    source.refresh_from_db()
    assert (source.status, source.merged_into) == (SpokenStatus.MERGED, target)
    assert count_of(target) == 2 + 5

    withdraw_support(contribution=target, token=both)
    assert count_of(target) == 1 + 5
    assert source.supports.count() == 1


def test_merge_of_a_merged_one_leads_to_the_last(lead):
    first = ContributionFactory()
    second, third = (ContributionFactory(consultation=first.consultation) for _n in "ab")
    merge_contributions(contributions=[first], into=second, reason="", by=lead)

    merge_contributions(contributions=[second], into=third, reason="", by=lead)

    first.refresh_from_db()
    assert first.merged_into == third


@pytest.mark.parametrize("situation", ["pending", "refused"])
def test_unpublished_words_are_not_merged(lead, situation):
    target = ContributionFactory()
    source = ContributionFactory(consultation=target.consultation, **{situation: True})

    with pytest.raises(ValidationError, match="publiées"):
        merge_contributions(contributions=[source], into=target, reason="", by=lead)


def test_merge_refuses_another_consultation_and_itself(lead):
    target = ContributionFactory()

    with pytest.raises(ValidationError, match="consultations"):
        merge_contributions(contributions=[ContributionFactory()], into=target, reason="", by=lead)
    with pytest.raises(ValidationError, match="au moins une autre"):
        merge_contributions(contributions=[target], into=target, reason="", by=lead)


def test_split_gives_each_part_the_supports(lead):
    whole = ContributionFactory()
    SupportFactory.create_batch(3, contribution=whole)

    parts = split_contribution(
        contribution=whole, parts=[("Bancs", "Ici"), ("Ombre", "Là")], reason="Deux idées", by=lead
    )

    whole.refresh_from_db()
    assert whole.status == SpokenStatus.SPLIT
    assert [count_of(part) for part in parts] == [3, 3]
    assert {part.split_from for part in parts} == {whole}


def test_split_into_one_is_no_split(lead):
    with pytest.raises(ValidationError, match="en deux"):
        split_contribution(
            contribution=ContributionFactory(), parts=[("Un", "Seul")], reason="", by=lead
        )


# Taking back


def test_withdrawing_erases_words_address_supports_and_parts(lead):
    token, consultation = new_token(), gathering(moderation="after")
    sent = submit_contribution(
        consultation=consultation, token=token, email="moi@exemple.fr", place="Ici", **WORDS
    )
    SupportFactory(contribution=sent.spoken)
    parts = split_contribution(
        contribution=sent.spoken, parts=[("A", "B"), ("C", "D")], reason="", by=lead
    )

    withdraw_spoken(code=sent.receipt_code)
    withdraw_spoken(code=sent.receipt_code)

    for item in Contribution.objects.all():
        assert (item.title, item.text, item.place) == ("", "", "")
        assert item.status == SpokenStatus.WITHDRAWN
        assert [e.verb for e in item.events.all()].count("withdrawn") == 1
    assert len(parts) == 2
    assert Support.objects.count() == ContributionContact.objects.count() == 0


def test_comment_is_withdrawn_by_its_code():
    sent = submit_comment(contribution=ContributionFactory(), token=new_token(), text="Oui.")

    withdrawn = withdraw_spoken(code=sent.receipt_code)

    assert withdrawn == sent.spoken
    assert Comment.objects.get().text == ""


def test_unknown_code_withdraws_nothing():
    with pytest.raises(ValidationError, match="Aucune contribution"):
        withdraw_spoken(code="ABCD-2345-EFGH")


# Addresses


def test_addresses_are_erased_at_their_date():
    token, consultation = new_token(), gathering()
    submit_contribution(consultation=consultation, token=token, email="moi@exemple.fr", **WORDS)
    last_day = ContributionContact.objects.get().erase_after
    assert last_day == timezone.localdate(consultation.closes_at) + timedelta(days=365)

    assert erase_due_contacts(today=last_day) == 0
    assert erase_due_contacts(today=last_day + timedelta(days=1), dry_run=True) == 1
    assert ContributionContact.objects.count() == 1
    assert erase_due_contacts(today=last_day + timedelta(days=1)) == 1
    assert ContributionContact.objects.count() == 0


def test_answer_brings_the_end_of_the_address_nearer(lead):
    token, consultation = new_token(), gathering(moderation="after")
    sent = submit_contribution(
        consultation=consultation, token=token, email="moi@exemple.fr", **WORDS
    )

    answer_contribution(
        contribution=sent.spoken, answer=ContributionAnswer.RETAINED, reason="Oui", by=lead
    )

    soon = timezone.localdate() + timedelta(days=30)
    assert ContributionContact.objects.get().erase_after == soon
