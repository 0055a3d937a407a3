"""The kinds of report that can be asked for."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """A kind of report: its name, its formats, what it is for.

    `deliverable` is the code of the deliverable that it is, where it is one: the report
    is a working document until that deliverable is admitted. `layout` names the Typst
    template of its PDF; `headline` is the title that it bears, where its name is not one;
    `languages` lists those it can be asked in, the first one unless
    another is chosen. One that `is_narrowed` can be asked for a single priority: each of
    its chapters then tells the actions of that priority and no other; one that `is_zoned`
    for a single zone, which its chapters `by_zone` tell.
    """

    slug: str
    title: str | Promise
    purpose: str | Promise
    formats: tuple[str, ...] = ("pdf", "docx", "odt", "xlsx", "pptx")
    deliverable: str = ""
    urgency: int = 5
    layout: str = "report"
    languages: tuple[str, ...] = ("fr",)
    headline: str | Promise = ""
    is_narrowed: bool = False
    is_zoned: bool = False

    @property
    def is_bare(self) -> bool:
        """Say whether it is a short text: no cover, no contents, no chapter numbers."""
        return self.layout in BARE


#: Layouts of the short texts, told from the first page on.
BARE = frozenset({"roadmap", "summary", "note", "resolution"})
LANGUAGE_NAMES = {"fr": _("français"), "ca": _("catalan")}

#: What passes first in the queue: the smallest.
URGENT, DEFAULT_URGENCY, HEAVY = 1, 5, 9

PROGRESS = "progress"
DIAGNOSTIC = "diagnostic"
SOLUTIONS = "solutions"
ACTION_PLAN = "action_plan"
CONSULTATION = "consultation"
BENCHMARK = "benchmark"
STRATEGY = "strategy"
ROADMAP = "roadmap"
SUMMARY = "public_summary"
RESOLUTION = "resolution"
SLIDES = "slides"
STEERING_NOTE = "steering_note"

KINDS = {
    PROGRESS: Kind(
        PROGRESS,
        _("État d'avancement de l'étude"),
        _("Où en est chaque étape, ce qui en est sorti, d'où cela vient."),
    ),
    STEERING_NOTE: Kind(
        STEERING_NOTE,
        _("Note au comité de pilotage"),
        _("Une page : où nous en sommes, ce qui est décidé, ce qui est demandé."),
        formats=("pdf", "docx", "odt"),
        urgency=URGENT,
        layout="note",
    ),
    BENCHMARK: Kind(
        BENCHMARK,
        _("Benchmark (L1)"),
        _("Ce que d'autres villes ont fait, ville par ville, et ce qui vaut pour Perpignan."),
        deliverable="L1.4",
    ),
    DIAGNOSTIC: Kind(
        DIAGNOSTIC,
        _("Diagnostic (L2)"),
        _("Où en est le cœur de ville, ce que l'on attend, quelles actions d'abord et pourquoi."),
        is_zoned=True,
    ),
    SOLUTIONS: Kind(
        SOLUTIONS,
        _("Solutions, partenariats et leviers (L4)"),
        _("Quelles solutions sont retenues ou écartées et pourquoi, qui fait quoi."),
    ),
    ACTION_PLAN: Kind(
        ACTION_PLAN,
        _("Plan d'actions (L5)"),
        _("Les fiches-actions, leur calendrier, leurs indicateurs et où elles en sont."),
        is_narrowed=True,
        is_zoned=True,
    ),
    CONSULTATION: Kind(
        CONSULTATION,
        _("Consultation (L3)"),
        _("Comment les habitants sont consultés, qui a participé, ce qu'ils ont répondu."),
        is_zoned=True,
    ),
    STRATEGY: Kind(
        STRATEGY,
        _("Stratégie numérique du cœur de ville (L6.1)"),
        _("Où l'on va, par quelles orientations, avec quelles actions, quel argent, quel suivi."),
        formats=("pdf", "docx", "odt", "xlsx"),
        deliverable="L6.1",
    ),
    ROADMAP: Kind(
        ROADMAP,
        _("Feuille de route (L6.2)"),
        _("Le calendrier, l'argent et les rendez-vous, sur une double page."),
        formats=("pdf", "docx", "odt", "xlsx"),
        deliverable="L6.2",
        layout="roadmap",
    ),
    SUMMARY: Kind(
        SUMMARY,
        _("Synthèse pour les habitants (L6.3)"),
        _("La stratégie numérique du cœur de ville, en mots simples."),
        headline=_("Ce que le numérique va changer dans le cœur de ville"),
        formats=("pdf", "docx", "odt"),
        deliverable="L6.3",
        layout="summary",
        languages=("fr", "ca"),
    ),
    RESOLUTION: Kind(
        RESOLUTION,
        _("Projet de délibération (L6.4)"),
        _("Un texte à reprendre par le service des assemblées : visas, considérants, articles."),
        headline=_("Projet de délibération : stratégie numérique du cœur de ville"),
        formats=("docx", "odt", "pdf"),
        deliverable="L6.4",
        layout="resolution",
    ),
    SLIDES: Kind(
        SLIDES,
        _("Diaporama de la stratégie (L6.4)"),
        _("De quoi présenter la stratégie au conseil, avec les notes de qui parle."),
        headline=_("Stratégie numérique du cœur de ville"),
        formats=("pptx", "pdf"),
        deliverable="L6.4",
    ),
}
