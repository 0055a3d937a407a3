"""The actions of the plan, where each is done."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actionplan.models import ActionSheet
from perpignan.study import zones
from perpignan.study.permissions import Person


def _counts(user: Person) -> Mapping[Any, int]:
    """Count the sheets of each zone; under None, those of the whole heart of town."""
    rows = ActionSheet.objects.visible_to(user).order_by().values_list("action__zones")
    return dict(rows.annotate(count=Count("pk")))


zones.register(
    zones.Layer(
        "actions",
        _("Actions du plan"),
        20,
        _counts,
        address=lambda user: f"{reverse('actionplan:index')}?secteur=",
    )
)
