"""Who may do what with the shared nouns; every door asks these functions."""

from django.contrib.auth.models import AnonymousUser

from perpignan.study.models import User

Person = User | AnonymousUser


def can_enter_backoffice(user: Person) -> bool:
    """The pilots, the consortium and the administrators work in the back office."""
    return bool(user.is_active and user.is_staff)


def can_edit_action(user: Person) -> bool:
    return user.has_perm("study.change_action")


def can_edit_deliverable(user: Person) -> bool:
    """Those who may move a deliverable along its cycle."""
    return user.has_perm("study.change_deliverable")


def can_admit_deliverable(user: Person) -> bool:
    """Only the project owner's side admits, postpones or rejects what it receives."""
    return user.has_perm("study.admit_deliverable")


def can_publish_news(user: Person) -> bool:
    """The team writes news; the project owner's side publishes them."""
    return user.has_perm("study.publish_news")


def can_view_interviews(user: Person) -> bool:
    """Those who lead and write the study read what was said; it is published by quotes."""
    return user.has_perm("study.view_interview")


def can_erase_people(user: Person) -> bool:
    """Those who keep coordinates of people erase them when their time has come."""
    return user.has_perm("study.delete_resourceperson")
