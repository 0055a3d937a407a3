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


def can_import_values(user: Person) -> bool:
    """The pilots, the consortium and the administrators import files of values."""
    return user.has_perms(["diagnostic.add_importrun", "diagnostic.add_indicatorvalue"])


def can_edit_mapping(user: Person) -> bool:
    return user.has_perm("diagnostic.add_importmapping")


def can_view_open_sessions(user: Person) -> bool:
    """The team sees a ranking being prepared; readers see it once it is frozen."""
    return user.has_perm("diagnostic.view_rankingsession")


def can_score_actions(user: Person) -> bool:
    """The pilots and the consortium score actions, weigh criteria and propose classes."""
    return user.has_perm("diagnostic.change_actionscore")


def can_freeze_session(user: Person) -> bool:
    """Only the project owner's side freezes: what is frozen is published for good."""
    return user.has_perm("diagnostic.freeze_rankingsession")


def can_answer_maturity(user: Person) -> bool:
    """Contacts of departments say where their department stands."""
    return user.has_perm("diagnostic.add_maturityanswer")


def can_view_unpublished_assets(user: Person) -> bool:
    """The team sees what the inventory has still to verify; readers do not."""
    return user.has_perm("diagnostic.view_digitalasset")


def can_edit_finding(user: Person) -> bool:
    """The pilots and the consortium write, move, merge and split findings."""
    return user.has_perm("diagnostic.change_finding")


def can_view_gaps(user: Person) -> bool:
    """Those who see internal findings see what the diagnostic still lacks."""
    return user.has_perm("diagnostic.view_finding")
