"""Reading the free texts in a background task: themes are proposed, none is ever lost.

A new reading replaces the proposals of the former one. A theme that the team validated
stays, with its name and its texts; a proposal that speaks of the same texts joins it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.enums import AnalysisStatus, ThemeStatus
from consultation.models import Consultation, FreeText, TextAnalysis, TextTheme, ThemeText
from consultation.models.themes import METHOD, MOST_THEMES
from consultation.permissions import can_moderate
from consultation.queries.themes import text_sources, texts_of
from consultation.queue import read_free_texts
from perpignan.study.permissions import Person

Status = AnalysisStatus
#: A proposal that has this share of its texts in a validated theme is that theme.
SAME = 0.5
NAME_WORDS, BATCH = 4, 2_000


@dataclass(frozen=True)
class Proposal:
    """A theme found, its texts by key with their shares."""

    words: Sequence[str]
    phrases: Sequence[str]
    shares: Mapping[int, float]


@transaction.atomic
def request_analysis(
    *, consultation: Consultation, question_code: str, theme_count: int, by: Person, seed: int = 0
) -> TextAnalysis:
    """Ask a worker to read the texts of a question, or the contributions."""
    if not can_moderate(by):
        raise PermissionDenied
    if question_code not in {source.code for source in text_sources(consultation)}:
        raise ValidationError({"question_code": _("Cette question n'a pas de textes libres.")})
    if not 1 <= theme_count <= MOST_THEMES:
        raise ValidationError(
            {"theme_count": _("Entre 1 et %(most)d thèmes.") % {"most": MOST_THEMES}}
        )
    analysis = TextAnalysis(
        consultation=consultation,
        question_code=question_code,
        theme_count=theme_count,
        seed=seed,
        method=METHOD,
        by_id=by.pk,
    )
    analysis.full_clean()
    analysis.save()
    transaction.on_commit(lambda: read_free_texts(analysis.pk), robust=True)
    return analysis


def run_analysis(*, analysis_id: int) -> TextAnalysis:
    """Read the texts and store what was found, once; a second call changes nothing."""
    # scikit-learn takes a second to import: only who reads texts pays for it.
    from consultation.text.analysis import read_texts

    analysis = TextAnalysis.objects.select_related("consultation").get(pk=analysis_id)
    if analysis.status not in (Status.WAITING, Status.RUNNING):
        return analysis
    TextAnalysis.objects.filter(pk=analysis_id).update(status=Status.RUNNING)
    found = texts_of(analysis.consultation, analysis.question_code)
    reading = read_texts(
        [text for _field, _key, text in found], count=analysis.theme_count, seed=analysis.seed
    )
    with transaction.atomic():
        locked = TextAnalysis.objects.select_for_update().get(pk=analysis_id)
        if locked.status == Status.DONE:
            return locked
        copies = {place: len(group.texts) for group in reading.copies for place in group.texts}
        texts = _store_texts(analysis, found, reading.languages, copies)
        _store_themes(
            locked,
            [
                Proposal(
                    theme.words,
                    theme.phrases,
                    {texts[place]: share for place, share in theme.members if place in texts},
                )
                for theme in reading.themes
            ],
        )
        locked.text_count, locked.unclear_count = len(found), len(reading.unclear)
        locked.languages = dict(reading.language_counts)
        locked.campaigns = [len(group.texts) for group in reading.campaigns]
        locked.status, locked.finished_at = Status.DONE, timezone.now()
        locked.save()
    return locked


def fail_analysis(*, analysis_id: int) -> None:
    """Tell that a reading went wrong: it may be asked for again."""
    waiting = TextAnalysis.objects.filter(pk=analysis_id).exclude(status=Status.DONE)
    waiting.update(status=Status.FAILED, finished_at=timezone.now())


def _store_texts(
    analysis: TextAnalysis,
    found: Sequence[tuple[str, int, str]],
    languages: Sequence[str],
    copies: Mapping[int, int],
) -> dict[int, int]:
    """Keep a row a text, whether it may be quoted left as it was; map places to keys."""
    rows = [
        FreeText(
            consultation=analysis.consultation,
            question_code=analysis.question_code,
            language=languages[place],
            copies=copies.get(place, 0),
            **{f"{field}_id": key},
        )
        for place, (field, key, _text) in enumerate(found)
    ]
    once = ["response", "question_code"] if analysis.question_code else ["contribution"]
    FreeText.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=once,
        update_fields=["language", "copies"],
    )
    own = FreeText.objects.filter(
        consultation=analysis.consultation, question_code=analysis.question_code
    )
    column = "response_id" if analysis.question_code else "contribution_id"
    known = dict(own.values_list(column, "pk"))
    return {place: known[key] for place, (_field, key, _text) in enumerate(found) if key in known}


def _store_themes(analysis: TextAnalysis, proposals: Iterable[Proposal]) -> None:
    standing = TextTheme.objects.filter(
        consultation=analysis.consultation, question_code=analysis.question_code
    )
    validated = list(standing.validated())
    standing.filter(status=ThemeStatus.PROPOSED).delete()
    held: dict[int, set[int]] = {theme.pk: set() for theme in validated}
    for theme_id, text_id in ThemeText.objects.filter(theme__in=validated).values_list(
        "theme_id", "text_id"
    ):
        held[theme_id].add(text_id)
    placed = set(
        ThemeText.objects.filter(theme__in=validated, is_moved=True).values_list("text", flat=True)
    )
    members: list[ThemeText] = []
    for order, proposal in enumerate(proposals, start=1):
        same = _same_theme(proposal, held)
        theme_id = same if same is not None else _propose(analysis, order, proposal).pk
        members += [
            ThemeText(theme_id=theme_id, text_id=text_id, share=share)
            for text_id, share in proposal.shares.items()
            if text_id not in placed
        ]
    ThemeText.objects.bulk_create(members, batch_size=BATCH, ignore_conflicts=True)


def _same_theme(proposal: Proposal, held: Mapping[int, set[int]]) -> int | None:
    """Find the validated theme that already holds most of what a proposal would hold."""
    if not proposal.shares:
        return None
    shared = {key: len(texts & proposal.shares.keys()) for key, texts in held.items()}
    best = max(shared, key=lambda key: (shared[key], -key), default=None)
    if best is None or shared[best] < SAME * len(proposal.shares):
        return None
    return best


def _propose(analysis: TextAnalysis, order: int, proposal: Proposal) -> TextTheme:
    return TextTheme.objects.create(
        consultation=analysis.consultation,
        question_code=analysis.question_code,
        analysis=analysis,
        name=", ".join(proposal.words[:NAME_WORDS])[:200] or _("Sans nom"),
        order=order,
        words=[word[:60] for word in proposal.words],
        phrases=[phrase[:250] for phrase in proposal.phrases],
        is_illustrative=analysis.consultation.is_illustrative,
    )
