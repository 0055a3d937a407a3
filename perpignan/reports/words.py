"""The fixed words that a laid out report adds around its chapters, in its language."""

from django.utils.translation import gettext as _


def words_of_layout() -> dict[str, str]:
    """Give each word of the Typst templates its text in the active language."""
    return {
        "brand": _("Perpignan Cœur de Ville"),
        "contents": _("Sommaire"),
        "table": _("Tableau"),
        "figure": _("Figure"),
        "tables": _("Tableaux"),
        "figures": _("Figures"),
        "source": _("Source :"),
        "no_data": _(": aucune donnée."),
        "illustrative": _("Donnée illustrative"),
        "draft": _("Document de travail"),
        "internal": _("Données internes : ne pas diffuser"),
        "situation": _("Situation au"),
        "at_day": _("situation au"),
        "chapter_sources": _("Sources de ce chapitre"),
        "consulted": _("Consulté le"),
        "see": _("Voir dans le portail"),
        "step": _("Étape"),
        "calendar": _("Calendrier"),
        "dates": _("Dates"),
        "planned": _("prévue"),
        "under_way": _("en cours"),
        "delivered": _("livrée"),
        "day_mark": _("trait vertical :"),
        "how_to_read": _("Comment lire ce rapport"),
        "frozen": _(
            "Chaque chapitre est écrit à partir de ce que le portail de l'étude contient à la "
            "date du rapport. Chaque chiffre cite sa source ; chaque figure est suivie de ses "
            "données, et « Voir dans le portail » mène à la page qui dit la même chose."
        ),
        "made_up": _("signale un contenu de démonstration, qui ne décrit pas la réalité."),
        "not_admitted": _(
            "ce rapport n'a pas été admis par la Ville. Il peut encore changer dans une version "
            "suivante."
        ),
        "made_up_whole": _(
            "Ce texte est une démonstration : il ne dit rien de ce que la Ville a décidé."
        ),
        "made_at": _("Rapport préparé par le portail de l'étude le"),
        "asked_by": _("à la demande de"),
        "portal": _("Portail :"),
        "fingerprint": _("Empreinte des données :"),
        "begun": _("commencée"),
        "to_come": _("à venir"),
        "milestone": _("rendez-vous"),
    }
