"""How the nouns of the diagnostic are told in the pages of the whole study."""

from diagnostic.enums import Box
from diagnostic.models import DigitalAsset, Expectation, Finding, Indicator
from perpignan.study.localisation import localised_text
from perpignan.study.telling import Told


def tell_finding(finding: Finding) -> Told:
    statement, axis = localised_text(finding, "statement"), localised_text(finding.axis, "name")
    return Told(
        title=statement.text,
        url=finding.get_absolute_url(),
        language=statement.language,
        detail=f"{Box(finding.box).label}, {axis.text}",
        is_illustrative=finding.is_illustrative,
    )


def tell_indicator(indicator: Indicator) -> Told:
    name = localised_text(indicator, "name")
    return Told(name.text, indicator.get_absolute_url(), name.language)


def tell_asset(asset: DigitalAsset) -> Told:
    name = localised_text(asset, "name")
    return Told(
        title=name.text,
        url=asset.get_absolute_url(),
        language=name.language,
        detail=str(asset.get_kind_display()),
        is_illustrative=asset.is_illustrative,
    )


def tell_expectation(expectation: Expectation) -> Told:
    statement = localised_text(expectation, "statement")
    return Told(
        title=statement.text,
        url=expectation.get_absolute_url(),
        language=statement.language,
        detail=expectation.holder,
        is_illustrative=expectation.is_illustrative,
    )
