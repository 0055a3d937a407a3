"""L3.3: what was answered, question by question, and what it can prove."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consultation.chapters.shown import may_show_results, shown_consultation
from consultation.charts import answers_chart, tally_chart
from consultation.queries import QuestionResult, Results, results_to_report
from perpignan.reports.blocks import Block, Bullets, Heading, Paragraph, Table
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.charts import Chart
from perpignan.reports.kinds import CONSULTATION, STRATEGY
from perpignan.study.localisation import localised_text
from perpignan.study.wording import long_date, number


def build(scope: Scope) -> Sequence[Block]:
    """Show each question with its method; results wait for their publication."""
    consultation = shown_consultation()
    if consultation is None:
        return [Paragraph(_("Aucune consultation n'est annoncée pour le moment."))]
    if not may_show_results(consultation, scope):
        return [Paragraph(_("Les résultats seront publiés après la fin de la consultation."))]
    found = results_to_report(consultation)
    if found is None:
        return [Paragraph(_("Aucune question n'est encore écrite."))]
    blocks: list[Block] = [Heading(consultation.title), *_method(found)]
    for page in found.pages:
        blocks.append(Heading(localised_text(page.section, "title").text))
        for result in found.of_page(page):
            blocks += _result(result)
    return blocks


def _method(found: Results) -> Sequence[Block]:
    return [
        Paragraph(
            _("%(total)s personnes ont participé ; compté le %(day)s, comme sur le site.")
            % {
                "total": number(found.total),
                "day": long_date(timezone.localdate(found.row.counted_at)),
            }
        ),
        Heading(_("Méthode et limites"), 3),
        Bullets(
            [
                _(
                    "Répondait qui voulait : ces chiffres disent l'avis de ceux qui ont "
                    "répondu, non celui de tous les habitants."
                ),
                _(
                    "Aucune question n'était obligatoire : chaque tableau donne le nombre de "
                    "personnes qui ont répondu à la sienne."
                ),
                _(
                    "Aucun chiffre ne porte sur moins de %(threshold)d réponses ; une case "
                    "voisine est tue quand elle permettrait de le retrouver."
                )
                % {"threshold": found.row.threshold},
                _(
                    "Les réponses en ligne, sur papier et avec un agent sont comptées "
                    "ensemble ; ce que les ateliers ont compté est donné à part."
                ),
            ]
        ),
    ]


def _result(result: QuestionResult) -> Sequence[Block]:
    title = localised_text(result.question, "text").text
    heading = Heading(f"{result.question.code}. {title}", 3)
    if result.table is not None:
        return [heading, *_drawn(answers_chart(result.table)), _choices(result, title)]
    if result.tally is not None:
        return [heading, *_drawn(tally_chart(result.tally)), _measures(result, title)]
    told = ngettext(
        "%(shown)s personne a répondu, avec ses mots.",
        "%(shown)s personnes ont répondu, avec leurs mots.",
        result.answered,
    )
    return [heading, Paragraph(told % {"shown": number(result.answered)})]


def _drawn(chart: Chart | None) -> Sequence[Block]:
    return [] if chart is None else [chart.as_block()]


def _choices(result: QuestionResult, title: str) -> Table:
    rows = [[label, _cell(count)] for label, count in (result.table.rows if result.table else ())]
    columns = [_("Réponse"), _("Nombre")]
    if result.met:
        columns.append(_("En atelier"))
        met = dict(result.met)
        rows = [[*row, _cell(met.get(row[0]))] for row in rows]
    return _table(result, title, columns, rows)


def _measures(result: QuestionResult, title: str) -> Table:
    tally = result.tally
    lines = tally.rows if tally else ()
    columns = [_("Réponse"), *(tally.columns if tally else ())]
    rows = [
        [label, *(_("trop peu de réponses") if cell is None else cell for cell in cells)]
        for label, cells in lines
    ]
    return _table(result, title, columns, rows)


def _table(
    result: QuestionResult, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]
) -> Table:
    """Make the table of a question, how many answered it as its last line."""
    blanks = [""] * (len(columns) - 2)
    return Table(
        caption=title,
        columns=list(columns),
        rows=[*rows, [_("Ont répondu"), number(result.answered), *blanks]],
        source=_("Consultation, réponses comptées de tous les canaux"),
        numeric=list(range(1, len(columns))),
    )


def _cell(count: int | None) -> str:
    return _("trop peu de réponses") if count is None else number(count)


register(
    Chapter(
        "consultation-results",
        gettext_lazy("Résultats, question par question"),
        33,
        (CONSULTATION, STRATEGY),
        build,
        "consultation:index",
    )
)
