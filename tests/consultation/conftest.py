import pytest

from tests.factories.consultation import (
    QuestionFactory,
    SectionFactory,
    questionnaire_of_every_type,
)
from tests.factories.study import UserFactory


@pytest.fixture
def consultation():
    return questionnaire_of_every_type(open=True).consultation


@pytest.fixture
def lead(client):
    """A browser where the pilot is signed in."""
    client.force_login(UserFactory(lead=True))
    return client


@pytest.fixture
def draft():
    """A questionnaire in preparation: two questions in one section."""
    section = SectionFactory(code="un", title="Vos habitudes", order=1)
    QuestionFactory(section=section, code="A", order=1, text="Venez-vous ?", options=["Oui", "Non"])
    QuestionFactory(section=section, code="B", order=2, text="Pourquoi ?", options=["Loin", "Cher"])
    return section.questionnaire
