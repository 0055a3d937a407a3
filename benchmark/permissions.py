"""Who may do what in the benchmark; every door asks these functions."""

from perpignan.study.permissions import Person


def can_edit_initiative(user: Person) -> bool:
    """The consortium, the pilots and the administrators write sheets."""
    return user.has_perm("benchmark.change_initiative")


def can_see_drafts(user: Person) -> bool:
    """Those who write sheets read them before they are published."""
    return user.has_perm("benchmark.view_initiative")


def can_publish_initiative(user: Person) -> bool:
    """The consortium submits; the pilots of the study publish."""
    return user.has_perm("benchmark.publish_initiative")
