"""What the diagnostic lets find: findings, indicators, inventory, expectations."""

from django.utils.translation import gettext_lazy as _

from diagnostic.enums import Box
from diagnostic.models import DigitalAsset, Expectation, Finding, Indicator
from perpignan.study import search
from perpignan.study.localisation import localised_text


def _finding(finding: Finding) -> search.Told:
    statement, axis = localised_text(finding, "statement"), localised_text(finding.axis, "name")
    return search.Told(
        title=statement.text,
        url=finding.get_absolute_url(),
        language=statement.language,
        detail=f"{Box(finding.box).label}, {axis.text}",
        is_illustrative=finding.is_illustrative,
    )


def _indicator(indicator: Indicator) -> search.Told:
    name = localised_text(indicator, "name")
    return search.Told(name.text, indicator.get_absolute_url(), name.language)


def _asset(asset: DigitalAsset) -> search.Told:
    name = localised_text(asset, "name")
    return search.Told(
        title=name.text,
        url=asset.get_absolute_url(),
        language=name.language,
        detail=str(asset.get_kind_display()),
        is_illustrative=asset.is_illustrative,
    )


def _expectation(expectation: Expectation) -> search.Told:
    statement = localised_text(expectation, "statement")
    return search.Told(
        title=statement.text,
        url=expectation.get_absolute_url(),
        language=statement.language,
        detail=expectation.holder,
        is_illustrative=expectation.is_illustrative,
    )


for order, (kind, label, rows) in enumerate(
    (
        (
            "findings",
            _("Constats"),
            search.RowSearch(
                lambda user: Finding.objects.visible_to(user).active().select_related("axis"),
                _finding,
                ("statement",),
            ),
        ),
        (
            "indicators",
            _("Indicateurs"),
            search.RowSearch(
                lambda user: Indicator.objects.all(), _indicator, ("name",), ("definition",)
            ),
        ),
        (
            "assets",
            _("Inventaire numérique"),
            search.RowSearch(
                lambda user: DigitalAsset.objects.visible_to(user),
                _asset,
                ("name",),
                ("description", "users"),
            ),
        ),
        (
            "expectations",
            _("Attentes"),
            search.RowSearch(
                lambda user: Expectation.objects.visible_to(user), _expectation, ("statement",)
            ),
        ),
    ),
    start=20,
):
    search.register(search.Searchable(kind, label, order, rows))
