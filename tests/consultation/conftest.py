import pytest

from tests.factories.consultation import questionnaire_of_every_type


@pytest.fixture
def consultation():
    return questionnaire_of_every_type(open=True).consultation
