"""L3.4: the outcome: who took part, what was answered and written, what the City does of it."""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consultation.chapters.shown import day_of, may_show_results, shown_consultation
from consultation.chapters.state import Status
from consultation.charts import answers_chart
from consultation.models import Consultation, FreeText
from consultation.queries import (
    AnswerTable,
    FollowUpSheet,
    SourceSheet,
    ThemeSheet,
    answer_tables,
    answered_contributions,
    current_questionnaire,
    follow_up_sheets,
    pages_of,
    response_counts,
    source_sheets,
)
from perpignan.reports.blocks import Block, Bullets, Heading, KeyFigures, Paragraph, Table
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import CONSULTATION, STRATEGY
from perpignan.study.localisation import localised_text
from perpignan.study.wording import number

#: A quote is cut here; its page has the whole of it.
QUOTE_LENGTH, QUOTES = 300, 2
NNBSP = "\N{NARROW NO-BREAK SPACE}"


def build(scope: Scope) -> Sequence[Block]:
    """Tell the outcome in the words and figures of the public pages, whoever reads it."""
    consultation = shown_consultation()
    if consultation is None:
        return [Paragraph(_("Aucune consultation n'est annoncée pour le moment."))]
    public = AnonymousUser()
    sources = source_sheets(consultation, public)
    follow_ups = follow_up_sheets(consultation, public)
    return [
        Heading(consultation.title),
        *_participation(consultation, sources, follow_ups),
        *_in_short(consultation, scope),
        *([Heading(_("Ce que disent les textes libres"))] if sources else []),
        *(block for source in sources for block in _themes(source)),
        *_follow_up(consultation, follow_ups),
        *_method(),
    ]


def _participation(
    consultation: Consultation,
    sources: Sequence[SourceSheet],
    follow_ups: Sequence[FollowUpSheet],
) -> Sequence[Block]:
    counts = response_counts([consultation.pk])[consultation.pk]
    texts = sum(source.text_count for source in sources)
    themes = sum(len(source.themes) for source in sources)
    figures = [
        (number(counts.total), ngettext("participation", "participations", counts.total)),
        (number(texts), ngettext("texte lu", "textes lus", texts)),
        (number(themes), ngettext("thème", "thèmes", themes)),
        (
            number(len(follow_ups)),
            ngettext("suite donnée", "suites données", len(follow_ups)),
        ),
    ]
    state = consultation.state_at(timezone.now())
    told = _("Du %(first)s au %(last)s. %(state)s.") % {
        "first": day_of(consultation.opens_at),
        "last": day_of(consultation.closes_at),
        "state": state.label,
    }
    if state == Status.OPEN:
        told += " " + _("Ce bilan est un point d'étape : la consultation n'est pas finie.")
    return [Paragraph(told), KeyFigures(figures, is_illustrative=consultation.is_illustrative)]


def _in_short(consultation: Consultation, scope: Scope) -> Sequence[Block]:
    """Say the first answer of each question; the tables are in the chapter before."""
    if not may_show_results(consultation, scope):
        return [
            Heading(_("Les résultats en bref"), 3),
            Paragraph(_("Les résultats seront publiés après la fin de la consultation.")),
        ]
    pages = pages_of(current_questionnaire(consultation))
    questions = [question for page in pages for question in page.questions if not question.profile]
    said = [line for table in answer_tables(questions) if (line := _first_answer(table))]
    return [Heading(_("Les résultats en bref"), 3), Bullets(said)] if said else []


def _first_answer(table: AnswerTable) -> str:
    chart = answers_chart(table)
    if chart is None:
        return ""
    title = localised_text(table.question, "text").text
    return f"{title} {chart.title}"


def _themes(source: SourceSheet) -> Sequence[Block]:
    rows = [[sheet.theme.name, number(sheet.size), _percent(sheet)] for sheet in source.themes]
    quotes = [_quoted(sheet.theme.name, text) for sheet in source.themes for text in _own(sheet)]
    return [
        Heading(source.source.label, 3),
        Table(
            caption=_("Les thèmes des textes libres"),
            columns=[_("Thème"), _("Textes"), _("Part des textes")],
            rows=rows,
            source=_("Textes lus : %(count)s ; un texte peut parler de plusieurs thèmes.")
            % {"count": number(source.text_count)},
            numeric=[1, 2],
            widths=[6, 2, 2],
            is_illustrative=any(sheet.theme.is_illustrative for sheet in source.themes),
        ),
        *([Bullets(quotes)] if quotes else []),
    ]


def _percent(sheet: ThemeSheet) -> str:
    return "–" if sheet.percent is None else f"{sheet.percent}\N{NO-BREAK SPACE}%"


def _own(sheet: ThemeSheet) -> Sequence[FreeText]:
    return sheet.quotes[:QUOTES]


def _quoted(theme: str, text: FreeText) -> str:
    words = " ".join(text.words.split())
    cut = words if len(words) <= QUOTE_LENGTH else words[: QUOTE_LENGTH - 1].rstrip() + "…"
    return f"{theme}{NNBSP}: «{NNBSP}{cut}{NNBSP}»"


def _follow_up(consultation: Consultation, sheets: Sequence[FollowUpSheet]) -> Sequence[Block]:
    blocks: list[Block] = [Heading(_("Vous avez dit, nous avons fait"))]
    if not sheets:
        blocks.append(Paragraph(_("La Ville n'a pas encore donné de suite aux thèmes.")))
    for item in sheets:
        actions = [f"{linked.action.code} {linked.action.title}" for linked in item.actions]
        blocks += [
            Heading(item.sheet.theme.name, 3),
            Paragraph(item.follow_up.synthesis, is_illustrative=item.follow_up.is_illustrative),
            Paragraph(
                _("%(decision)s. %(reason)s")
                % {
                    "decision": item.follow_up.get_decision_display(),
                    "reason": item.follow_up.reason,
                }
            ),
            *([Bullets(actions)] if actions else []),
        ]
    ideas = list(answered_contributions(consultation))
    if ideas:
        blocks.append(
            Table(
                caption=_("Les idées qui ont reçu une réponse"),
                columns=[_("Idée"), _("Réponse de la Ville")],
                rows=[[idea.title, idea.get_answer_display()] for idea in ideas],
                widths=[7, 3],
                is_illustrative=any(idea.is_illustrative for idea in ideas),
            )
        )
    return blocks


def _method() -> Sequence[Block]:
    return [
        Heading(_("Comment les textes sont lus"), 3),
        Bullets(
            [
                _(
                    "Un calcul rapproche les textes qui emploient les mêmes mots, sur le serveur "
                    "de la Ville ; l'équipe nomme, réunit, partage et valide les thèmes."
                ),
                _("Un texte peut parler de plusieurs thèmes : les parts ne font pas cent."),
                _("Un texte n'est cité qu'une fois relu ; on n'y change pas un mot."),
                _(
                    "Écrivait qui voulait : un thème fréquent dit ce qui revient, non ce que "
                    "pensent tous les habitants."
                ),
            ]
        ),
    ]


register(
    Chapter(
        "consultation-outcome",
        gettext_lazy("Bilan de la consultation"),
        34,
        (CONSULTATION, STRATEGY),
        build,
    )
)
