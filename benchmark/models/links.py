"""The history of a sheet's links: which priority, axis or source was added, by whom."""

from benchmark.models.initiative import Initiative
from perpignan.study.models.links import track_links


@track_links
class InitiativePriority(Initiative.priorities.through):  # type: ignore[name-defined]  # Django makes it at run time
    class Meta:
        proxy = True


@track_links
class InitiativeAxis(Initiative.axes.through):  # type: ignore[name-defined]  # Django makes it at run time
    class Meta:
        proxy = True


@track_links
class InitiativeZone(Initiative.zones.through):  # type: ignore[name-defined]  # Django makes it at run time
    class Meta:
        proxy = True


@track_links
class InitiativeSource(Initiative.sources.through):  # type: ignore[name-defined]  # Django makes it at run time
    class Meta:
        proxy = True
