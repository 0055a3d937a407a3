"""Which parts of Perpignan the sheets serve: their own zones, and those of their actions."""

from collections import Counter
from collections.abc import Mapping

from django.db.models import Q, QuerySet

from benchmark.models import Initiative, InitiativeAction
from perpignan.study.models import Action, Zone
from perpignan.study.permissions import Person


def _pairs(user: Person) -> QuerySet[Initiative, tuple[int, int]]:
    """Pair each zone with the visible sheets that serve it, each once."""
    seen = Initiative.objects.visible_to(user).order_by()
    own = seen.filter(zones__isnull=False).values_list("zones", "pk")
    through = InitiativeAction.objects.order_by().filter(
        initiative__in=seen,
        action__in=Action.objects.visible_to(user),
        action__zones__isnull=False,
    )
    return own.union(through.values_list("action__zones", "initiative"))


def counts_by_zone(user: Person) -> Mapping[int, int]:
    return Counter(zone for zone, _sheet in _pairs(user))


def zones_in_use(user: Person) -> QuerySet[Zone]:
    """List the zones that have a sheet to read."""
    return Zone.objects.filter(pk__in={zone for zone, _sheet in _pairs(user)})


def initiatives_of_zone(code: str, user: Person) -> QuerySet[Initiative]:
    """List the sheets placed in a zone, or that speak for an action placed in it."""
    actions = Action.objects.visible_to(user).placed_in(code)
    through = InitiativeAction.objects.filter(action__in=actions).values("initiative")
    own = Initiative.zones.through.objects.filter(zone__code=code).values("initiative")
    return Initiative.objects.order_by().filter(Q(pk__in=own) | Q(pk__in=through))
