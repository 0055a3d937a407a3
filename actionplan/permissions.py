"""Who may do what with the action plan; every door asks these functions."""

from django.contrib.auth.models import AnonymousUser

from actionplan.validators import names_department
from perpignan.study.enums import Role
from perpignan.study.models import Action, User

Person = User | AnonymousUser


def can_edit_sheet(user: Person) -> bool:
    """The pilots and the consortium write the sheets, move them, and keep their files."""
    return user.has_perm("actionplan.change_actionsheet")


def leads(user: Person, action: Action) -> bool:
    """A contact of one of the departments that the action names as responsible."""
    if not isinstance(user, User):
        return False
    is_named = names_department(action.lead_department, user.department)
    return is_named and user.has_role(Role.DEPARTMENT)


def can_correct_sheet(user: Person, action: Action) -> bool:
    """The team, and the contacts of the departments that carry the action."""
    return can_edit_sheet(user) or leads(user, action)


def can_propose_action(user: Person) -> bool:
    """A contact proposes actions of her department; the team writes them elsewhere."""
    return isinstance(user, User) and bool(user.department) and user.has_role(Role.DEPARTMENT)


def can_view_commitments(user: Person) -> bool:
    """The team sees what partners bring; readers see who takes part, and how."""
    return user.has_perm("actionplan.view_sheetpartner")


def can_edit_solution(user: Person) -> bool:
    """The pilots and the consortium argue solutions, and write down what is decided."""
    return user.has_perm("actionplan.change_solution")


def can_freeze_plan(user: Person) -> bool:
    """Only the project owner's side freezes a version: it stays for good."""
    return user.has_perm("actionplan.add_planversion")


def can_view_whole_versions(user: Person) -> bool:
    """The team reads a version with the actions that were internal."""
    return user.has_perm("actionplan.view_planversion")


def can_view_scenarios(user: Person) -> bool:
    """Those who prepare and those who decide read the scenarios."""
    return user.has_perm("actionplan.view_scenario")


def can_edit_scenario(user: Person) -> bool:
    """The pilots and the consortium write scenarios and have them computed."""
    return user.has_perm("actionplan.change_scenario")


def can_adopt_scenario(user: Person) -> bool:
    """Only the project owner's side adopts a scenario."""
    return user.has_perm("actionplan.adopt_scenario")


def can_edit_strategy(user: Person) -> bool:
    """The pilots and the consortium write the strategy, and propose it."""
    return user.has_perm("actionplan.change_strategy")


def can_adopt_strategy(user: Person) -> bool:
    """Only the project owner's side writes down an adoption, or freezes a version."""
    return user.has_perm("actionplan.add_strategyversion")


def can_view_whole_strategy(user: Person) -> bool:
    """The team reads the strategy with the actions that are internal."""
    return user.has_perm("actionplan.view_strategy")
