"""Who may do what with the action plan; every door asks these functions."""

from django.contrib.auth.models import AnonymousUser

from perpignan.study.models import User

Person = User | AnonymousUser


def can_edit_sheet(user: Person) -> bool:
    """The pilots and the consortium write the sheets."""
    return user.has_perm("actionplan.change_actionsheet")
