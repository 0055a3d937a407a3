"""Themes: read, named, merged, split, validated by the team; nothing validated is lost."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from consultation.enums import AnalysisStatus, Clearance, ThemeStatus
from consultation.models import FreeText, TextAnalysis, TextTheme, ThemeText
from consultation.operations import (
    clear_texts,
    merge_themes,
    move_text,
    rename_theme,
    request_analysis,
    run_analysis,
    set_theme_aside,
    split_theme,
    validate_theme,
)
from consultation.queries import current_questionnaire, texts_to_read
from tests.factories.consultation import ResponseFactory
from tests.factories.study import UserFactory
from tests.factories.themes import TextThemeFactory, put_in

pytestmark = pytest.mark.django_db
SHADE = "Des bancs à l'ombre et des arbres sur la place."
BUS = "Le bus passe trop rarement le soir vers la gare."
SHOPS = "Trop de boutiques fermées le lundi, sans horaires en vitrine."
#: A word in more than two texts out of five tells nothing apart: three subjects at least.
ALL = (*[SHADE] * 4, *[BUS] * 4, *[SHOPS] * 4)


@pytest.fixture
def lead():
    return UserFactory(lead=True)


@pytest.fixture
def theme(consultation):
    return TextThemeFactory(consultation=consultation)


def answer(consultation, *texts):
    questionnaire = current_questionnaire(consultation)
    return [ResponseFactory(questionnaire=questionnaire, answers={"TEXTE": t}) for t in texts]


def read(consultation, lead, count=3):
    analysis = request_analysis(
        consultation=consultation, question_code="TEXTE", theme_count=count, by=lead
    )
    return run_analysis(analysis_id=analysis.pk)


def names(*statuses):
    return sorted(TextTheme.objects.filter(status__in=statuses).values_list("name", flat=True))


def test_reading_proposes_themes_and_a_second_run_changes_nothing(consultation, lead):
    answer(consultation, *ALL, "")

    analysis = read(consultation, lead)
    before = list(ThemeText.objects.order_by("pk").values_list("theme", "text"))
    again = run_analysis(analysis_id=analysis.pk)

    assert (again.status, again.text_count) == (AnalysisStatus.DONE, 12)
    assert set(TextTheme.objects.values_list("status", flat=True)) == {ThemeStatus.PROPOSED}
    assert sorted(t.memberships.count() for t in TextTheme.objects.all()) == [4, 4, 4]
    assert list(ThemeText.objects.order_by("pk").values_list("theme", "text")) == before
    assert FreeText.objects.filter(copies=4).count() == 12


def test_a_new_reading_keeps_what_was_validated_and_adds_to_it(consultation, lead):
    answer(consultation, *ALL)
    read(consultation, lead)
    shade = TextTheme.objects.get(words__contains=["ombre"])
    rename_theme(theme=shade, name="  De l'ombre ", by=lead)
    validate_theme(theme=shade, by=lead)
    answer(consultation, SHADE)

    read(consultation, lead)

    shade.refresh_from_db()
    assert (shade.name, shade.status) == ("De l'ombre", ThemeStatus.VALIDATED)
    assert shade.memberships.count() == 5
    assert TextTheme.objects.standing().count() == 3


def test_a_text_that_the_team_moved_stays_where_it_was_put(consultation, lead):
    answer(consultation, *ALL)
    read(consultation, lead)
    shade = TextTheme.objects.get(words__contains=["ombre"])
    other = TextTheme.objects.get(words__contains=["bus"])
    for theme in (shade, other):
        validate_theme(theme=theme, by=lead)
    text = shade.memberships.first().text

    move_text(text=text, to=other, away_from=shade, by=lead)
    read(consultation, lead)

    assert list(text.memberships.values_list("theme", "is_moved")) == [(other.pk, True)]


def test_merging_brings_the_texts_once_and_keeps_the_history(consultation, theme, lead):
    into = TextThemeFactory(consultation=consultation, words=["arbre"])
    [shared, _own] = put_in(theme, SHADE, BUS)
    ThemeText.objects.create(theme=into, text=shared)

    merge_themes(theme=theme, into=into, by=lead)

    theme.refresh_from_db()
    assert (theme.status, theme.merged_into) == (ThemeStatus.MERGED, into)
    assert into.memberships.count() == 2
    assert [event.status for event in theme.events.order_by("pgh_id")] == ["proposed", "merged"]


def test_splitting_divides_what_says_two_things(theme, lead):
    put_in(theme, *ALL)

    _kept, part = split_theme(theme=theme, by=lead)

    assert theme.memberships.count() + part.memberships.count() == 12
    assert part.memberships.count() == 4
    assert part.status == ThemeStatus.PROPOSED


@pytest.mark.parametrize(
    ("texts", "message"), [([SHADE], "1 texte"), ([SHADE] * 5, "disent la même chose")]
)
def test_what_cannot_be_split_says_why(theme, lead, texts, message):
    put_in(theme, *texts)

    with pytest.raises(ValidationError, match=message):
        split_theme(theme=theme, by=lead)


def test_refusals_say_what_to_mend(consultation, theme, lead):
    elsewhere = TextThemeFactory(question_code="AUTRE", consultation=consultation)

    for attempt, message in (
        (lambda: validate_theme(theme=theme, by=lead), "aucun texte"),
        (lambda: rename_theme(theme=theme, name=" ", by=lead), "vide"),
        (lambda: merge_themes(theme=theme, into=theme, by=lead), "autre thème"),
        (lambda: merge_themes(theme=theme, into=elsewhere, by=lead), "même question"),
        (lambda: read(consultation, lead, count=0), "Entre 1 et 20"),
        (
            lambda: request_analysis(
                consultation=consultation, question_code="UN", theme_count=2, by=lead
            ),
            "textes libres",
        ),
    ):
        with pytest.raises(ValidationError) as refusal:
            attempt()
        assert message in str(refusal.value)
    set_theme_aside(theme=theme, by=lead)
    with pytest.raises(ValidationError, match="écarté"):
        rename_theme(theme=theme, name="Nom", by=lead)


@pytest.mark.parametrize(
    ("role", "may"),
    [("department", False), ("desk", False), ("official", False), ("consortium", True)],
)
def test_only_the_team_works_on_themes(theme, role, may):
    [text] = put_in(theme, SHADE, cleared=False)
    user = UserFactory(**{role: True})

    def work():
        validate_theme(theme=theme, by=user)
        clear_texts(
            consultation=theme.consultation,
            texts=[text.pk],
            clearance=Clearance.CLEARED,
            by=user,
        )

    if may:
        work()
    else:
        with pytest.raises(PermissionDenied):
            work()
    assert (FreeText.objects.quotable().count() == 1) == may


def test_words_withdrawn_are_quoted_no_more_and_corrected_ones_are_read_again(theme):
    [kept, gone] = put_in(theme, SHADE, BUS)
    gone.response.withdrawn_at = gone.response.submitted_at
    gone.response.save()

    assert [text.pk for text in FreeText.objects.quotable()] == [kept.pk]
    assert list(texts_to_read(theme.consultation)) == []


MEGABYTE = "ombre " * 180_000


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [SHADE],
        [SHADE] * 30,
        [MEGABYTE, SHADE],
        ["🎉🎊" * 20] * 4,
        ["\x07\x1b[31m\x7f" * 5, "\u202e\u200b"],
    ],
    ids=["none", "one", "the same", "a megabyte", "emojis", "controls"],
)
def test_hostile_texts_are_read_without_harm(consultation, lead, texts):
    answer(consultation, *texts)

    analysis = read(consultation, lead, count=8)

    assert (analysis.status, analysis.text_count) == (AnalysisStatus.DONE, len(texts))
    assert TextAnalysis.objects.count() == 1
    assert "" not in names(*ThemeStatus.values)
