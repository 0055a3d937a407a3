"""L6.4: a draft resolution for the council: visas, reasons, articles; to be taken up."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actionplan import queries
from actionplan.chapters.strategy import PAGE, money_of, nothing_yet, strategy_of
from actionplan.models import Strategy
from actionplan.queries import Consolidated, PriorityOrientations
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import RESOLUTION, SLIDES
from perpignan.study.localisation import localised_text
from perpignan.study.wording import euros


def build_reasons(scope: Scope) -> Sequence[blocks.Block]:
    """Give the visas, then why the council is asked to decide."""
    strategy = strategy_of(scope)
    if strategy is None:
        return nothing_yet()
    groups = queries.orientations_by_priority(strategy)
    visas = [blocks.Paragraph(text) for text in _visas()]
    reasons = [blocks.Paragraph(text) for text in _reasons(groups, money_of(scope))]
    return [
        blocks.Paragraph(_("Le conseil municipal,"), strategy.is_illustrative),
        *visas,
        *reasons,
        blocks.Paragraph(_("Après en avoir délibéré, [vote à compléter],")),
    ]


def _visas() -> list[str]:
    return [
        _(
            "Vu le code général des collectivités territoriales, notamment ses articles "
            "L. 2121-29 (affaires de la commune), L. 1111-9 et L. 1111-10 (chef de file et "
            "participation minimale du maître d'ouvrage), L. 2131-1 (publication et "
            "transmission des actes) et L. 5215-20 (compétences de la communauté urbaine) ;"
        ),
        _(
            "Vu le code des relations entre le public et l'administration, notamment ses "
            "articles L. 131-1 (association du public aux décisions) et L. 312-1-1 "
            "(publication des données) ;"
        ),
        _(
            "Vu le règlement (UE) 2016/679 du 27 avril 2016 et la loi n° 78-17 du 6 janvier "
            "1978 relative à l'informatique, aux fichiers et aux libertés ;"
        ),
        _("Vu la convention-cadre Action Cœur de Ville signée le 26 septembre 2018 ;"),
        _("Vu les livrables de l'étude, annexés à la présente délibération ;"),
        _("Vu l'avis de la commission [à compléter] en date du [à compléter] ;"),
    ]


def _reasons(groups: Sequence[PriorityOrientations], money: Sequence[Consolidated]) -> list[str]:
    orientations = sum(len(group.orientations) for group in groups)
    actions = sum(group.action_count for group in groups)
    served = ngettext("%(count)d action", "%(count)d actions", actions) % {"count": actions}
    found = [
        _(
            "Considérant que la Ville a fait étudier une stratégie numérique pour son cœur de "
            "ville, et que les habitants y ont été associés ;"
        ),
        _(
            "Considérant que cette stratégie s'organise en %(orientations)d orientations, "
            "servies par %(actions)s ;"
        )
        % {"orientations": orientations, "actions": served},
    ]
    for group in money:
        found.append(
            _(
                "Considérant que le plan d'actions est estimé à %(cost)s %(basis)s, dont "
                "%(firm)s acquis à ce jour, part de la Ville comprise ;"
            )
            % {"cost": euros(group.cost), "firm": euros(group.worst), "basis": group.basis}
        )
    return found


def build_articles(scope: Scope) -> Sequence[blocks.Block]:
    """Give the articles: what is approved, what is not yet committed, who carries it out."""
    strategy = strategy_of(scope)
    if strategy is None:
        return nothing_yet()
    groups = queries.orientations_by_priority(strategy)
    names = [
        localised_text(orientation, "name").text
        for group in groups
        for orientation in group.orientations
    ]
    approved = _("La stratégie annexée, « %(title)s », est approuvée.") % _named(strategy)
    articles: list[list[blocks.Block]] = [
        [blocks.Paragraph(approved)],
        [blocks.Paragraph(_("Ses orientations sont :")), blocks.Bullets(names)],
    ]
    articles += [[blocks.Paragraph(text)] for text in _commitments()]
    found: list[blocks.Block] = []
    for number, article in enumerate(articles, start=1):
        found += [blocks.Heading(_article(number)), *article]
    return found


def _named(strategy: Strategy) -> dict[str, str]:
    return {"title": localised_text(strategy, "title").text}


def _article(number: int) -> str:
    return _("Article 1er") if number == 1 else _("Article %(number)d") % {"number": number}


def _commitments() -> list[str]:
    return [
        _(
            "Les montants du plan d'actions sont des estimations. Ils n'engagent aucune "
            "dépense : chaque action fait l'objet des décisions budgétaires et des "
            "délibérations qu'elle appelle."
        ),
        _(
            "Madame ou Monsieur le Maire est autorisé à solliciter les aides décrites dans le "
            "plan de financement, au taux le plus élevé possible, et à signer les actes qui "
            "s'y rapportent, dans le respect de la participation minimale de la Ville."
        ),
        _(
            "Le pilotage est assuré comme le prévoit la stratégie. Les actions qui relèvent "
            "d'une compétence partagée font l'objet d'une convention avec Perpignan "
            "Méditerranée Métropole."
        ),
        _(
            "Un bilan public est présenté chaque année au conseil municipal. Il dit ce qui est "
            "fait, ce qui est en retard, ce qui a été dépensé."
        ),
        _(
            "La présente délibération est publiée et transmise au représentant de l'État dans "
            "le département. Elle peut être contestée devant le tribunal administratif de "
            "Montpellier dans les deux mois de sa publication."
        ),
    ]


def build_asked(scope: Scope) -> Sequence[blocks.Block]:
    """List, for the slides, what the council is asked."""
    return [
        blocks.Paragraph(_("Trois décisions sont proposées au conseil municipal.")),
        blocks.Bullets(
            [
                _("Approuver la stratégie et ses orientations."),
                _("Autoriser les demandes d'aide, sans engager de dépense."),
                _("Demander un bilan public chaque année."),
            ]
        ),
    ]


for chapter in (
    Chapter(
        "resolution_reasons",
        gettext_lazy("Visas et considérants"),
        1,
        (RESOLUTION,),
        build_reasons,
        PAGE,
    ),
    Chapter("resolution_articles", gettext_lazy("Décide"), 2, (RESOLUTION,), build_articles, PAGE),
    Chapter(
        "council_asked", gettext_lazy("Ce qui est demandé au conseil"), 70, (SLIDES,), build_asked
    ),
):
    register(chapter)
