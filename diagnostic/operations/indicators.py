"""Writes of the diagnostic: the page, the API, the admin and the import call these."""

from typing import Any

from django.db import transaction

from diagnostic.models import (
    Indicator,
    IndicatorAction,
    IndicatorValue,
    Perimeter,
    ReferenceValue,
    StandardCode,
)
from perpignan.study.models import Action


@transaction.atomic
def save_indicator(*, indicator: Indicator, **changes: Any) -> Indicator:
    """Store an indicator with these changes. Raise ValidationError on what can be mended."""
    for name, value in changes.items():
        setattr(indicator, name, value)
    indicator.full_clean()
    indicator.save()
    return indicator


@transaction.atomic
def save_perimeter(*, perimeter: Perimeter) -> Perimeter:
    perimeter.full_clean()
    perimeter.save()
    return perimeter


@transaction.atomic
def record_value(*, value: IndicatorValue, **changes: Any) -> IndicatorValue:
    """Store a measure beside those that exist; another method of the same year may differ."""
    for name, content in changes.items():
        setattr(value, name, content)
    value.full_clean()
    value.save()
    return value


@transaction.atomic
def record_reference(*, reference: ReferenceValue, **changes: Any) -> ReferenceValue:
    """Store what an indicator is compared with."""
    for name, content in changes.items():
        setattr(reference, name, content)
    reference.full_clean()
    reference.save()
    return reference


@transaction.atomic
def save_standard_code(*, code: StandardCode) -> StandardCode:
    code.full_clean()
    code.save()
    return code


@transaction.atomic
def save_link(*, link: IndicatorAction) -> IndicatorAction:
    link.full_clean()
    link.save()
    return link


def link_action(
    *, indicator: Indicator, action: Action, is_illustrative: bool = False
) -> IndicatorAction:
    """Say that an action starts from an indicator; saying it twice changes nothing."""
    known = IndicatorAction.objects.filter(indicator=indicator, action=action).first()
    link = IndicatorAction(indicator=indicator, action=action, is_illustrative=is_illustrative)
    return known or save_link(link=link)
