"""Themes of free texts for tests; a text is that of a response made for it."""

from typing import Any

import factory

from consultation import models
from consultation.enums import Clearance, ContributionAnswer, ThemeStatus
from tests.factories.consultation import ConsultationFactory, ResponseFactory


class TextThemeFactory(factory.django.DjangoModelFactory):
    """A theme proposed by the method; `validated=True` makes it public."""

    class Meta:
        model = models.TextTheme

    class Params:
        validated = factory.Trait(status=ThemeStatus.VALIDATED)

    consultation = factory.SubFactory(ConsultationFactory, open=True)
    question_code = "TEXTE"
    name = factory.Sequence(lambda n: f"Thème {n}")
    words = ["banc", "ombre"]


class FreeTextFactory(factory.django.DjangoModelFactory):
    """A text said in a response; `cleared=True` may be quoted."""

    class Meta:
        model = models.FreeText

    class Params:
        cleared = factory.Trait(clearance=Clearance.CLEARED)

    question_code = "TEXTE"


class FollowUpFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ThemeFollowUp

    theme = factory.SubFactory(TextThemeFactory, validated=True)
    synthesis = "Il fait trop chaud sur la place."
    decision = ContributionAnswer.RETAINED
    reason = "Des arbres seront plantés."


def put_in(theme: models.TextTheme, *said: str, cleared: bool = True, **answers: Any) -> list[Any]:
    """Give texts to a theme, each in a response of its own with these other answers."""
    made = []
    for words in said:
        response = ResponseFactory(
            questionnaire=theme.consultation.questionnaires.get(),
            answers={theme.question_code: words, **answers},
        )
        text = FreeTextFactory(
            consultation=theme.consultation,
            question_code=theme.question_code,
            response=response,
            cleared=cleared,
        )
        models.ThemeText.objects.create(theme=theme, text=text, share=0.9)
        made.append(text)
    return made
