"""Annex of the strategy: how a set of actions is chosen and its funding checked."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perpignan.reports.blocks import Block, Bullets, Heading, Paragraph
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import STRATEGY


def build(scope: Scope) -> Sequence[Block]:
    """Say what is sought, how, what checks the answer, and what the answer is not."""
    return [
        Paragraph(
            _(
                "Quelles actions, quand, payées par qui, pour le plus de valeur avec l'argent et "
                "les agents que l'on a ? Le portail calcule des scénarios qui répondent à cette "
                "question. Un scénario prépare la décision ; c'est le comité de pilotage qui "
                "décide, et il peut en adopter un autre ou aucun."
            )
        ),
        Heading(_("Ce qu'un scénario respecte")),
        Bullets(_kept()),
        Heading(_("Comment il est calculé")),
        Bullets(_steps()),
        Heading(_("Ce que disent les réponses")),
        Bullets(_answers()),
        Heading(_("Les limites")),
        Bullets(_limits()),
    ]


def _kept() -> list[str]:
    return [
        _("Une action retenue se fait en entier et finit dans les années du plan."),
        _(
            "L'argent propre d'une année paie les dépenses de cette année ; rien n'est reporté, et "
            "il paie tout ce que les leviers ne paient pas."
        ),
        _(
            "Un levier ne paie que ce qu'il peut payer : ses actions, ses années, son taux, son "
            "plafond, son enveloppe. Deux leviers qui s'excluent ne paient jamais la même action."
        ),
        _(
            "La Ville paie au moins sa part minimale de chaque investissement, selon l'article "
            "L. 1111-10 du code général des collectivités territoriales ; l'argent privé n'entre "
            "pas dans ce calcul."
        ),
        _("Une action qui en attend une autre n'est retenue qu'avec elle, et pas avant elle."),
        _("Ce que l'équipe impose ou écarte l'est ; le temps des agents n'est pas dépassé."),
    ]


def _steps() -> list[str]:
    return [
        _(
            "La valeur de chaque action vient d'un classement publié ou d'une saisie de l'équipe ; "
            "le scénario dit laquelle, et de quel jour."
        ),
        _(
            "Un problème plus simple, où les actions se coupent en parts, donne d'abord une "
            "borne : aucun plan ne vaut davantage. Elle écarte aussi ce qui ne peut plus changer."
        ),
        _(
            "Le solveur HiGHS choisit ensuite les actions, place chacune dans le calendrier, puis "
            "demande aux leviers le plus qu'ils peuvent donner."
        ),
        _(
            "Les montants sont arrondis au centime, puis un contrôle écrit à part, en nombres "
            "exacts, relit chaque règle. Un plan qui en enfreint une n'est jamais montré."
        ),
    ]


def _answers() -> list[str]:
    return [
        _("Optimal : rien ne vaut plus, à un dix-millième près."),
        _("Réalisable : toutes les règles sont tenues ; l'écart affiché borne ce qui manque."),
        _(
            "Impossible : aucun plan ne tient toutes les règles. Le portail dit ce qui manque le "
            "moins, année par année, ou à quelles actions imposées renoncer."
        ),
        _("Sans réponse : rien n'a été trouvé dans le temps donné, et rien n'est prouvé."),
    ]


def _limits() -> list[str]:
    return [
        _(
            "Un scénario vaut ce que valent ses notes, ses coûts et ses taux : des ordres de "
            "grandeur donnent un ordre de grandeur."
        ),
        _(
            "La valeur d'un ensemble y est la somme des valeurs de ses actions, sauf les synergies "
            "que l'équipe a notées : le calcul n'en devine aucune."
        ),
        _(
            "Un levier pressenti n'est pas un levier accordé : les chapitres du financement "
            "séparent ce qui est acquis de ce qui est espéré."
        ),
        _(
            "L'habitude, l'envie d'un service, l'urgence d'une rue ne sont pas dans le calcul : "
            "elles se disent en réunion, et la raison du choix s'écrit avec lui."
        ),
    ]


register(
    Chapter(
        "portfolio_method",
        gettext_lazy("Annexe : comment un plan se choisit"),
        92,
        (STRATEGY,),
        build,
    )
)
