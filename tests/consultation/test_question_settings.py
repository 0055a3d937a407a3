"""What a type of question takes: its settings and its options."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from consultation import operations
from consultation.models import Option
from tests.consultation.test_building import Type
from tests.factories.consultation import (
    QuestionFactory,
    SectionFactory,
)

pytestmark = pytest.mark.django_db


# Settings that a type does not use


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        (Type.SINGLE, "max_choices", 2),
        (Type.TEXT, "points", 10),
        (Type.SINGLE, "max_length", 100),
        (Type.TEXT, "minimum", Decimal(1)),
        (Type.DATE, "unit", "km"),
        (Type.NUMBER, "follow_up", "Pourquoi ?"),
        (Type.SCALE, "allows_other", True),
        (Type.RANK, "allows_dont_know", True),
        (Type.POINTS, "points", None),
        (Type.TEXT, "max_length", None),
        (Type.NUMBER, "decimals", 4),
    ],
)
def test_setting_that_its_type_does_not_use_is_refused_at_the_field(kind, field, value):
    base = {"max_length": 100} if kind == Type.TEXT else {}
    asked = QuestionFactory.build(section=SectionFactory(), type=kind, **{**base, field: value})
    asked.questionnaire = asked.section.questionnaire

    with pytest.raises(ValidationError) as refused:
        asked.full_clean()

    assert list(refused.value.message_dict) == [field]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"type": Type.MULTI, "min_choices": 3, "max_choices": 2}, "min_choices"),
        ({"type": Type.NUMBER, "minimum": Decimal(3), "maximum": Decimal(2)}, "minimum"),
        ({"code": "Q-1"}, "code"),
        ({"image": "questions/plan.png"}, "image_alt"),
    ],
)
def test_settings_that_contradict_each_other_are_refused(fields, name):
    asked = QuestionFactory.build(section=SectionFactory(), **fields)
    asked.questionnaire = asked.section.questionnaire

    with pytest.raises(ValidationError) as refused:
        asked.full_clean()

    assert list(refused.value.message_dict) == [name]


@pytest.mark.parametrize(
    ("kind", "fields", "name"),
    [
        (Type.SINGLE, {"code": "other"}, "code"),
        (Type.SINGLE, {"code": "dont-know"}, "code"),
        (Type.SINGLE, {"is_row": True}, "is_row"),
        (Type.NUMBER, {}, "text"),
        (Type.YES_NO, {}, "text"),
    ],
)
def test_option_suits_its_question(kind, fields, name):
    option = Option(**{"question": QuestionFactory(type=kind), "code": "1", "text": "Un", **fields})

    with pytest.raises(ValidationError) as refused:
        operations.save_part(part=option)

    assert list(refused.value.message_dict) == [name]
