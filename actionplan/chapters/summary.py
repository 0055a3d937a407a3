"""L6.3: the strategy told to residents in plain words, in the language that they chose."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actionplan import queries
from actionplan.chapters.strategy import PAGE, money_of, nothing_yet, strategy_of
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import SUMMARY
from perpignan.study.localisation import localised_text
from perpignan.study.wording import euros_short


def build_why(scope: Scope) -> Sequence[blocks.Block]:
    """Say where the strategy goes."""
    strategy = strategy_of(scope)
    if strategy is None:
        return nothing_yet()
    return [
        blocks.Paragraph(localised_text(strategy, "vision").text, strategy.is_illustrative),
    ]


def build_what(scope: Scope) -> Sequence[blocks.Block]:
    """Say, priority by priority, what residents will see change."""
    strategy = strategy_of(scope)
    if strategy is None:
        return nothing_yet()
    found: list[blocks.Block] = []
    for group in queries.orientations_by_priority(strategy):
        found.append(blocks.Heading(localised_text(group.priority, "name").text))
        for orientation in group.orientations:
            sentences = [localised_text(link, "sentence").text for link in orientation.served.all()]
            found.append(blocks.Heading(localised_text(orientation, "name").text, level=3))
            found.append(blocks.Bullets([text for text in sentences if text]))
    return found


def build_how(scope: Scope) -> Sequence[blocks.Block]:
    """Say how many actions, for how much, who decides and who checks."""
    strategy = strategy_of(scope)
    if strategy is None:
        return nothing_yet()
    groups = queries.orientations_by_priority(strategy)
    actions = {link.action_id for g in groups for o in g.orientations for link in o.served.all()}
    figures = [(str(len(actions)), ngettext("action", "actions", len(actions)))]
    for money in money_of(scope):
        basis = {"basis": money.basis}
        figures += [
            (euros_short(money.cost), _("ce que coûtent les actions (%(basis)s)") % basis),
            (euros_short(money.worst), _("l'argent déjà trouvé")),
        ]
    return [
        blocks.KeyFigures(figures, is_illustrative=strategy.is_illustrative),
        *_first_words(strategy, "governance", _("Qui décide ?")),
        *_first_words(strategy, "funding", _("Qui paie ?")),
        *_first_words(strategy, "follow_up", _("Comment savoir si cela avance ?")),
    ]


def _first_words(strategy: object, name: str, heading: str) -> list[blocks.Block]:
    """Keep the first paragraph of a text: the whole is on the page of the strategy."""
    text = localised_text(strategy, name).text  # type: ignore[arg-type]  # a model of ours
    first = text.split("\n\n")[0]
    return [blocks.Heading(heading), blocks.Paragraph(first)] if first else []


def build_you(scope: Scope) -> Sequence[blocks.Block]:
    """Say where to read more, and how to be heard."""
    return [
        blocks.Bullets(
            [
                _("Tout le texte et toutes les actions sont sur le site : %(site)s")
                % {"site": settings.SITE_URL},
                _("Sur le site, chaque action a sa page : qui s'en charge, quand, pour combien."),
                _("Le suivi dit ce qui avance et ce qui est en retard, et pourquoi."),
                _("À la mairie de quartier, on peut demander ce texte imprimé et être aidé."),
            ]
        )
    ]


for chapter in (
    Chapter("summary_why", gettext_lazy("Ce que nous voulons"), 1, (SUMMARY,), build_why, PAGE),
    Chapter("summary_what", gettext_lazy("Ce qui va changer"), 2, (SUMMARY,), build_what, PAGE),
    Chapter("summary_how", gettext_lazy("Comment nous ferons"), 3, (SUMMARY,), build_how, PAGE),
    Chapter("summary_you", gettext_lazy("Pour en savoir plus"), 4, (SUMMARY,), build_you, PAGE),
):
    register(chapter)
