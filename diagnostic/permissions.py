"""Who may do what with the diagnostic; every door asks these functions."""

from django.contrib.auth.models import AnonymousUser

from perpignan.study.models import User

Person = User | AnonymousUser


def can_view_unpublished_values(user: Person) -> bool:
    """The team sees values that are still to verify; readers do not."""
    return user.has_perm("diagnostic.view_indicatorvalue")


def can_edit_indicator(user: Person) -> bool:
    return user.has_perm("diagnostic.change_indicator")


def can_record_value(user: Person) -> bool:
    return user.has_perm("diagnostic.add_indicatorvalue")
