"""The pages of what a consultation said, as one menu that each of them shows."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultation.enums import ConsultationStatus
from consultation.models import Consultation
from consultation.permissions import RESULTS_PUBLISHED
from consultation.queries.results_shown import ResultsShown, results_shown


@dataclass(frozen=True)
class ResultsPage:
    """One page of results: the name of its URL, its label, when there is something on it."""

    url_name: str
    label: str | Promise
    is_shown: Callable[[Consultation, ResultsShown], bool]


@dataclass(frozen=True)
class MenuEntry:
    """One line of the menu as a template shows it."""

    url: str
    label: str | Promise
    is_current: bool


#: Before the first answer, there is nothing to say of answers.
SILENT = (ConsultationStatus.DRAFT, ConsultationStatus.ANNOUNCED)
#: Pages that open once results are published.
COUNTS = {"results", "results-crossing", "results-representativeness", "results-data"}
#: In the order a reader wants them. A page of results adds itself here.
RESULTS_PAGES: tuple[ResultsPage, ...] = (
    ResultsPage("results", _("Résultats"), lambda _found, _shown: True),
    ResultsPage("results-crossing", _("Croiser deux questions"), lambda _found, _shown: True),
    ResultsPage("theme-list", _("Thèmes"), lambda _found, shown: shown.themes),
    ResultsPage("opinions", _("Groupes d'opinion"), lambda found, _shown: found.takes_statements),
    ResultsPage("budget-results", _("Vote sur le budget"), lambda _found, shown: shown.votes),
    ResultsPage("results-representativeness", _("Représentativité"), lambda _found, _shown: True),
    ResultsPage("reliability", _("Fiabilité"), lambda found, _shown: found.status not in SILENT),
    ResultsPage("results-data", _("Données ouvertes"), lambda _found, _shown: True),
    ResultsPage("follow-up-list", _("Suites données"), lambda _found, shown: shown.follow_up),
)


def results_menu(
    consultation: Consultation, current: str, *, reads_results: bool = False
) -> list[MenuEntry]:
    """List the pages of results of a consultation, the one being read marked.

    Counts are listed once they are published, or for who reads them before (`reads_results`).
    """
    reads_results = reads_results or consultation.status in RESULTS_PUBLISHED
    shown = results_shown(consultation)
    return [
        MenuEntry(
            url=reverse(f"consultation:{page.url_name}", args=[consultation.slug]),
            label=page.label,
            is_current=page.url_name == current,
        )
        for page in RESULTS_PAGES
        if page.is_shown(consultation, shown) and (reads_results or page.url_name not in COUNTS)
    ]
