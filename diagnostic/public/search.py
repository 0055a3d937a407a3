"""What the diagnostic lets find: findings, indicators, inventory, expectations."""

from django.utils.translation import gettext_lazy as _

from diagnostic.models import DigitalAsset, Expectation, Finding, Indicator
from diagnostic.public.telling import tell_asset, tell_expectation, tell_finding, tell_indicator
from perpignan.study import search

for order, (kind, label, rows) in enumerate(
    (
        (
            "findings",
            _("Constats"),
            search.RowSearch(
                lambda user: Finding.objects.visible_to(user).active().select_related("axis"),
                tell_finding,
                ("statement",),
            ),
        ),
        (
            "indicators",
            _("Indicateurs"),
            search.RowSearch(
                lambda user: Indicator.objects.all(), tell_indicator, ("name",), ("definition",)
            ),
        ),
        (
            "assets",
            _("Inventaire numérique"),
            search.RowSearch(
                lambda user: DigitalAsset.objects.visible_to(user),
                tell_asset,
                ("name",),
                ("description", "users"),
            ),
        ),
        (
            "expectations",
            _("Attentes"),
            search.RowSearch(
                lambda user: Expectation.objects.visible_to(user), tell_expectation, ("statement",)
            ),
        ),
    ),
    start=20,
):
    search.register(search.Searchable(kind, label, order, rows))
