"""What residents proposed, as reports tell it: the whole of it, or one zone's."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Sum

from consultation.models import Contribution
from consultation.queries.contributions import published_contributions

MOST_SUPPORTED = 10


@dataclass(frozen=True)
class IdeasTold:
    """The published ideas: how many, what about, which are the most supported."""

    total: int
    supports: int
    answered: int
    themes: Sequence[tuple[str, int]]
    foremost: Sequence[Contribution]


def ideas_told(zone: str = "") -> IdeasTold:
    """Count the ideas that everyone reads, in five statements."""
    found = Contribution.objects.listed().of_zone(zone)
    themes = found.order_by().values_list("theme__name").annotate(ideas=Count("pk"))
    listed = published_contributions().of_zone(zone)
    return IdeasTold(
        total=found.count(),
        supports=listed.aggregate(total=Sum("support_count"))["total"] or 0,
        answered=found.exclude(answer="").count(),
        themes=[(name or "", count) for name, count in themes.order_by("-ideas", "theme__name")],
        foremost=list(listed.order_by("-support_count", "-submitted_at", "-pk")[:MOST_SUPPORTED]),
    )
