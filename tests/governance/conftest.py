import pytest

from tests.factories.study import UserFactory


@pytest.fixture
def lead():
    return UserFactory(lead=True)


@pytest.fixture
def contact():
    """The contact of a department: what is asked of it is asked of her."""
    return UserFactory(department=True, email="service@example.org")


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
