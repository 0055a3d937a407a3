import pytest

from perpignan.study.enums import Role
from tests.factories import study as factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", Role)
def test_user_trait_gives_the_role_and_its_permissions(role: Role) -> None:
    user = factories.UserFactory(**{role.value: True})

    assert user.has_role(role)
    assert user.get_all_permissions() != set()
    assert user.check_password(factories.PASSWORD)


@pytest.mark.parametrize(
    "factory",
    [
        factories.SourceFactory,
        factories.PartnerFactory,
        factories.AxisFactory,
        factories.PriorityFactory,
        factories.ZoneFactory,
        factories.FundingLeverFactory,
        factories.ActionFactory,
        factories.StudyFactory,
        factories.PhaseFactory,
        factories.DeliverableFactory,
    ],
)
def test_factory_makes_a_row_that_its_model_accepts(factory: type) -> None:
    record = factory()

    record.full_clean()

    assert type(record).objects.get() == record


def test_action_factory_links_axes() -> None:
    axes = factories.AxisFactory.create_batch(2)

    action = factories.ActionFactory(axes=axes, discarded=True)

    assert list(action.axes.all()) == axes
    action.full_clean()
