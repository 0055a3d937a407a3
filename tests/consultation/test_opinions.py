"""Groups of opinion: one table of votes, a frozen analysis, names that last."""

import csv

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError

from consultation.enums import Opinion, QuestionType
from consultation.models import OpinionAnalysis, OpinionGroup, Statement, StatementVote
from consultation.operations import (
    analyse_opinions,
    gather_statements,
    name_group,
    refuse_spoken,
    vote_on_statement,
)
from consultation.opinion.groups import analyse
from consultation.opinion.reading import read_votes
from consultation.opinion.report import as_json
from consultation.queries import opinions_of, vote_rows, votes_of
from tests.factories.consultation import (
    ConsultationFactory,
    QuestionFactory,
    QuestionnaireFactory,
    ResponseFactory,
    SectionFactory,
)
from tests.factories.statements import StatementFactory, voted, voter
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation():
    return ConsultationFactory(open=True, takes_statements=True, shows_opinions=True)


def asked(consultation, options=("Plus d'arbres", "Moins de bruit")):
    """Put a question of statements in a frozen questionnaire."""
    questionnaire = QuestionnaireFactory(consultation=consultation, frozen=True)
    section = SectionFactory(questionnaire=questionnaire)
    QuestionFactory(
        section=section, code="AVIS", type=QuestionType.STATEMENTS, options=list(options)
    )
    gather_statements(consultation=consultation)
    return questionnaire


def held(consultation):
    votes = votes_of(consultation)
    return sorted(
        (votes.people[p], votes.statements[s], v)
        for p, s, v in zip(
            votes.person.tolist(), votes.statement.tolist(), votes.value.tolist(), strict=True
        )
    )


def test_statements_of_a_question_are_gathered_once_in_their_newest_words(consultation):
    asked(consultation)
    newer = QuestionnaireFactory(consultation=consultation, frozen=True, version=2)
    section = SectionFactory(questionnaire=newer)
    QuestionFactory(
        section=section, code="AVIS", type=QuestionType.STATEMENTS, options=["Des arbres", "Moins"]
    )

    assert gather_statements(consultation=consultation) == 0
    assert gather_statements(consultation=consultation) == 0
    found = Statement.objects.filter(consultation=consultation).order_by("option_code")
    assert [item.text for item in found] == ["Des arbres", "Moins"]


def test_answers_and_votes_of_a_person_meet_and_the_last_one_counts(consultation):
    questionnaire = asked(consultation)
    first, second = Statement.objects.order_by("option_code")
    response = ResponseFactory(
        questionnaire=questionnaire, answers={"AVIS": {"1": "agree", "2": "pass"}}
    )
    ResponseFactory(questionnaire=questionnaire, answers={"AVIS": {"1": "disagree"}}, paper=True)
    ResponseFactory(questionnaire=questionnaire, withdrawn=True)
    key = response.respondent_key

    vote_on_statement(
        consultation=consultation,
        statement_id=first.pk,
        opinion=Opinion.DISAGREE,
        voter_key=key,
    )
    both = {(s, v) for _person, s, v in held(consultation)}
    people = {person for person, _s, _v in held(consultation)}

    assert both == {(str(first.pk), -1), (str(second.pk), 0)}
    assert people == {"1", "2"}
    # A correction that says the same of the statement does not undo the vote; another does.
    response.revisions.create(kind="corrected", answers={"AVIS": {"1": "agree"}, "Q": "x"})
    assert {v for _p, s, v in held(consultation) if s == str(first.pk)} == {-1}
    assert not [v for _p, s, v in held(consultation) if s == str(second.pk)]
    response.revisions.create(kind="corrected", answers={"AVIS": {"1": "pass"}})
    assert {v for _p, s, v in held(consultation) if s == str(first.pk)} == {-1, 0}


def test_log_of_votes_is_append_only_and_the_same_vote_adds_nothing(consultation):
    statement = StatementFactory(consultation=consultation)
    key = voter(consultation, 1)

    for opinion in (Opinion.AGREE, Opinion.AGREE, Opinion.PASS):
        vote_on_statement(
            consultation=consultation, statement_id=statement.pk, opinion=opinion, voter_key=key
        )

    assert [v.opinion for v in StatementVote.objects.order_by("pk")] == ["agree", "pass"]
    assert held(consultation) == [("1", str(statement.pk), 0)]
    with pytest.raises(ProgrammingError), transaction.atomic():
        StatementVote.objects.update(opinion=Opinion.AGREE)
    with pytest.raises(IntegrityError), transaction.atomic():
        StatementVote.objects.create(statement=statement, voter_key="", opinion="agree")


def test_analysis_is_stored_frozen_and_read_in_words(consultation):
    statements = voted(consultation)

    analysis = analyse_opinions(consultation=consultation)
    found = opinions_of(consultation)

    assert (found.participants, found.statements, found.votes) == (26, 8, 26 * 8)
    assert [(group.label, group.size) for group in found.groups] == [
        ("Groupe A", 14),
        ("Groupe B", 12),
    ]
    assert statements[-1].pk in [line.pk for line in found.consensus]
    assert {line.pk for line in found.divisive} <= {item.pk for item in statements[:-1]}
    assert all(size >= 10 for _x, _y, size, _group in found.circles)
    assert sum(size for _x, _y, size, _group in found.circles) == 26
    assert analysis.stability > 0.8
    assert not {"assignments", "people"} & set(analysis.result)
    assert voter(consultation, 1)[:12] not in str(analysis.result) + str(analysis.axes)
    with pytest.raises(ProgrammingError), transaction.atomic():
        OpinionAnalysis.objects.update(vote_count=0)


def test_nothing_new_makes_no_new_analysis(consultation):
    statements = voted(consultation)
    analyse_opinions(consultation=consultation)

    assert analyse_opinions(consultation=consultation) is None
    vote_on_statement(
        consultation=consultation,
        statement_id=statements[0].pk,
        opinion=Opinion.PASS,
        voter_key=voter(consultation, 99),
    )
    assert analyse_opinions(consultation=consultation) is not None


def test_names_survive_a_new_analysis_whatever_the_order_of_sizes(consultation):
    statements = voted(consultation)
    analyse_opinions(consultation=consultation)
    large = OpinionGroup.objects.get(letter="A")
    large.name = "D'abord les arbres"
    name_group(group=large)

    for number in range(200, 206):  # six more people join the smaller camp, now the larger
        for place, item in enumerate(statements):
            is_liked = place % 2 == 1 or item == statements[-1]
            StatementVote.objects.create(
                statement=item,
                voter_key=voter(consultation, number),
                opinion="agree" if is_liked else "disagree",
            )
    analyse_opinions(consultation=consultation)
    found = opinions_of(consultation)

    assert [(group.label, group.size) for group in found.groups] == [
        ("Groupe B", 18),
        ("D'abord les arbres", 14),
    ]
    assert OpinionGroup.objects.count() == 2


def test_refused_statement_leaves_the_page_at_once_and_the_analysis_next(consultation):
    statements = voted(consultation)
    analyse_opinions(consultation=consultation)
    gone = statements[0]

    refuse_spoken(spoken=gone, reason="Vise une personne.", by=UserFactory(lead=True))
    shown = [line.pk for line in opinions_of(consultation).lines]
    again = analyse_opinions(consultation=consultation)

    assert gone.pk not in shown
    assert gone.pk not in [line["statement"] for line in again.result["lines"]]
    assert again.vote_count == 26 * 7


@pytest.mark.parametrize(("sizes", "shown"), [((5, 4), None), ((9, 8), []), ((11, 3), [])])
def test_small_groups_are_not_shown(consultation, sizes, shown):
    voted(consultation, sizes=sizes)
    analyse_opinions(consultation=consultation)
    found = opinions_of(consultation)

    if shown is None:
        assert found is None
    else:
        assert (list(found.groups), list(found.circles)) == ([], [])
        assert found.may_be_downloaded is False


def test_our_own_command_finds_the_same_in_the_file_of_votes(consultation, tmp_path):
    statements = voted(consultation)
    refuse_spoken(spoken=statements[2], reason="Vise quelqu'un.", by=UserFactory(lead=True))
    analysis = analyse_opinions(consultation=consultation)
    path = tmp_path / "votes.csv"
    with path.open("w", newline="") as stream:
        csv.writer(stream).writerows(vote_rows(votes_of(consultation, until=analysis.made_at)))

    again = as_json(analyse(read_votes(path)))

    for name in ("participants", "statements", "votes", "k", "stability", "silhouette"):
        assert again[name] == analysis.result[name]
    assert [g["size"] for g in again["groups"]] == [g["size"] for g in analysis.result["groups"]]
