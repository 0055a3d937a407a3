"""How a phase joins the portal without being named: the registry of PhaseConfig.

In a phase's `apps.py` write `from perpignan import phases` and subclass
`phases.PhaseConfig`: importing the class by name would give Django two candidate
configs, and it would silently use neither.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from django.apps import AppConfig, apps
from django.utils.functional import Promise

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
    from django.db.models import Model

#: Modules a phase may have that must be imported for their registrations to happen.
REGISTERING_MODULES = ("chapters", "evidence", "values", "seeds", "waits")


@dataclass(frozen=True)
class Invitation:
    """What a visitor can do now: shown first on the home page.

    `title_language` is told when the title is not in the language of the page.
    """

    title: str
    text: str
    url: str
    action: str
    title_language: str = ""


@dataclass(frozen=True)
class Figure:
    """One number of a phase for the home page, with the page that explains it."""

    value: int
    label: str
    url: str


@dataclass(frozen=True)
class Waiting:
    """Work that waits for a member of the team: shown on the admin's first page."""

    label: str
    count: int
    url: str


@dataclass(frozen=True)
class PublicPage:
    """A page for the sitemap."""

    url: str
    label: str = ""


class PhaseConfig(AppConfig):
    """A phase of the study: an app with public pages, an API, chapters and evidence.

    `slug` is its public root, `order` its place in menus, `phase_codes` the codes of
    the study's phases that it carries (they date its place on the timeline).
    """

    slug: str
    order: int
    menu_label: str | Promise
    phase_codes: tuple[str, ...] = ()

    def ready(self) -> None:
        for module in REGISTERING_MODULES:
            name = f"{self.name}.{module}"
            if find_spec(name) is not None:
                import_module(name)

    @property
    def index_url_name(self) -> str:
        return f"{self.label}:index"

    def invitations(self) -> Sequence[Invitation]:
        return ()

    def figures(self) -> Sequence[Figure]:
        return ()

    def waiting_for(self, user: "AbstractBaseUser | AnonymousUser") -> Sequence[Waiting]:
        return ()

    def public_pages(self) -> Sequence[PublicPage]:
        return ()

    def page_of(self, record: "Model") -> str | None:
        """Return the public page that this phase gives to a noun of the study, if any."""
        return None


def all_phases() -> list[PhaseConfig]:
    """List the installed phases in the order of the study."""
    found = [config for config in apps.get_app_configs() if isinstance(config, PhaseConfig)]
    return sorted(found, key=lambda config: config.order)


def page_of(record: "Model") -> str | None:
    """Return the public page of a noun of the study, which the study itself does not know."""
    pages = (phase.page_of(record) for phase in all_phases())
    return next((page for page in pages if page), None)
