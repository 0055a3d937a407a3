"""What the diagnostic knows of an action: the indicators that it starts from."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _

from diagnostic.charts import dated, with_unit
from diagnostic.models import Indicator, IndicatorValue
from diagnostic.permissions import Person
from diagnostic.queries import evidence_links
from perpignan.study.evidence import Evidence
from perpignan.study.localisation import localised_text


def indicators_behind(action_ids: Collection[int], user: Person) -> Mapping[int, list[Evidence]]:
    """Map each action to its indicators with what the person may know of them."""
    found: dict[int, list[Evidence]] = defaultdict(list)
    for link in evidence_links(action_ids, user):
        found[link.action_id].append(_evidence(link.indicator))
    return found


def _evidence(indicator: Indicator) -> Evidence:
    """Tell a fact: that it was chosen for a demonstration action takes nothing from it."""
    values = dated(list(indicator.values.all()))
    latest = [value for value in values if value.year == values[-1].year]
    return Evidence(
        kind="indicator",
        kind_label=_("Indicateur"),
        title=_title(indicator, latest),
        url=indicator.get_absolute_url(),
        source_label=" ; ".join(dict.fromkeys(str(v.source) for v in latest if v.source)),
    )


def _title(indicator: Indicator, latest: Sequence[IndicatorValue]) -> str:
    """Name the indicator with its newest values; those that disagree are all told."""
    name = localised_text(indicator, "name").text
    if not latest:
        return _("%(name)s : à mesurer") % {"name": name}
    said = [_said(value, indicator) for value in sorted(latest, key=lambda v: -v.value)]
    return f"{name} : {_(' ou ').join(said)}"


def _said(value: IndicatorValue, indicator: Indicator) -> str:
    details = ", ".join(str(part) for part in (value.year, value.method) if part)
    return f"{with_unit(value, indicator)} ({details})"
