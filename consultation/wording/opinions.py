"""What an analysis of opinions says, in sentences that page and report share."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from perpignan.study.wording import number

#: Under this mean agreement, a draw of other people gives other groups.
HOLDS, HOLDS_WELL = 0.6, 0.8
IN_LETTERS = {
    2: gettext_lazy("Deux"),
    3: gettext_lazy("Trois"),
    4: gettext_lazy("Quatre"),
    5: gettext_lazy("Cinq"),
}


def opinions_headline(sizes: Sequence[int]) -> str:
    """Tell how many groups of opinion there are, and how many people are in them."""
    if len(sizes) < 2:
        return _("Pas de groupes d'opinion distincts pour l'instant")
    told = {"number": IN_LETTERS[len(sizes)], "people": number(sum(sizes))}
    return _("%(number)s groupes d'opinion parmi %(people)s personnes") % told


def opinions_sentence(
    *, participants: int, votes: int, statements: int, consensus: int, divisive: int
) -> str:
    """Tell what the analysis stands on, then how much unites and divides."""
    people = ngettext(
        "%(people)s personne a donné", "%(people)s personnes ont donné", participants
    ) % {"people": number(participants)}
    given = ngettext("%(votes)s avis", "%(votes)s avis", votes) % {"votes": number(votes)}
    on = ngettext("sur %(n)s affirmation.", "sur %(n)s affirmations.", statements) % {
        "n": number(statements)
    }
    unites = ngettext(
        "%(n)s affirmation réunit la plupart des participants",
        "%(n)s affirmations réunissent la plupart des participants",
        consensus,
    ) % {"n": number(consensus)}
    divides = ngettext(
        "%(n)s affirmation sépare nettement les groupes.",
        "%(n)s affirmations séparent nettement les groupes.",
        divisive,
    ) % {"n": number(divisive)}
    return f"{people} {given} {on} {unites} ; {divides}".replace(" ;", "\N{NARROW NO-BREAK SPACE};")


def stability_in_words(stability: float | None) -> str:
    """Say how far the groups hold; empty where there are not two."""
    if stability is None:
        return ""
    if stability < HOLDS:
        return _(
            "Ces groupes sont fragiles : avec d'autres participants, ils auraient pu être "
            "différents. Lisez surtout les affirmations une à une."
        )
    if stability < HOLDS_WELL:
        return _(
            "Ces groupes tiennent assez bien : d'autres ensembles de participants, tirés au "
            "sort, donnent à peu près les mêmes."
        )
    return _(
        "Ces groupes tiennent bien : d'autres ensembles de participants, tirés au sort, "
        "donnent les mêmes, ou presque."
    )


def opinions_method() -> list[str]:
    """Say how groups are found, and what they cannot prove."""
    return [
        _(
            "Qui vote est comparé à tous les autres, affirmation par affirmation : les "
            "personnes qui votent de la même façon sont placées près l'une de l'autre, puis "
            "réunies en deux à cinq groupes. C'est la méthode publiée de Polis."
        ),
        _(
            "Le dernier avis de chacun compte, donné dans le questionnaire ou sur la page des "
            "affirmations. Une affirmation refusée par la modération ne compte pas."
        ),
        _("Qui a donné trop peu d'avis est compté dans les totaux, mais dans aucun groupe."),
        _(
            "A participé qui voulait : la taille d'un groupe ne dit rien de sa part parmi les "
            "habitants."
        ),
        _(
            "Un groupe résume des votes, non des personnes : aucun nom, aucun âge, aucun "
            "quartier n'entre dans le calcul."
        ),
    ]


def reliability_headline(*, responses: int, marked: int, is_small: bool) -> str:
    """Tell how many answers bear a mark; few of them are not counted aloud."""
    if not responses:
        return _("Aucune réponse n'a encore été examinée.")
    if not marked:
        return _("Aucune des %(all)s réponses ne porte de réserve.") % {"all": number(responses)}
    if is_small:
        return _("Moins de dix réponses sur %(all)s portent une réserve.") % {
            "all": number(responses)
        }
    told = {"marked": number(marked), "all": number(responses)}
    return _("%(marked)s réponses sur %(all)s portent une réserve.") % told


def reliability_method() -> list[str]:
    """Say what is looked for, and what a mark means."""
    return [
        _(
            "Rafale : au moins dix réponses en dix minutes, bien plus que ce qui précède et "
            "ce qui suit n'en laisse attendre."
        ),
        _(
            "Identiques : au moins cinq réponses qui cochent tout de la même façon, plus que "
            "le hasard n'en donne ; presque identiques : une seule case diffère."
        ),
        _(
            "Même navigateur : à partir du sixième envoi de la journée. Une famille nombreuse ou "
            "une association peut le faire de bonne foi."
        ),
        _(
            "Une réserve n'efface rien : la réponse est comptée. Les résultats se lisent avec "
            "et sans elle, et l'équipe peut lever la réserve, ce qui laisse une trace."
        ),
        _(
            "Le seuil est si bas qu'une consultation honnête de cent mille personnes ne "
            "devrait porter aucune réserve. Un envoi lent et varié peut y échapper."
        ),
        _(
            "Ni adresse internet ni appareil n'est conservé avec une réponse : on ne peut pas "
            "remonter d'une réserve à quelqu'un."
        ),
    ]
