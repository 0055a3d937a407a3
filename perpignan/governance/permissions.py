"""Who may do what in the steering of the study; every door asks these functions."""

from perpignan.governance.models import Comment, DocumentRequest, Membership, Task
from perpignan.study.models import User
from perpignan.study.permissions import Person


def can_use_workspace(user: Person) -> bool:
    """Whoever has a place in the study has a workspace; a citizen's bare account has none."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.is_staff or user.groups.exists()


def can_edit_meeting(user: Person) -> bool:
    """The pilots and the consortium call meetings and write their minutes."""
    return user.has_perm("governance.change_meeting")


def can_approve_minutes(user: Person) -> bool:
    """Only the project owner's side approves what was written of a meeting."""
    return user.has_perm("governance.approve_minutes")


def can_edit_decision(user: Person) -> bool:
    return user.has_perm("governance.change_decision")


def can_view_decisions(user: Person) -> bool:
    return user.has_perm("governance.view_decision")


def can_edit_request(user: Person) -> bool:
    return user.has_perm("governance.change_documentrequest")


def can_view_register(user: Person) -> bool:
    """The team sees what was asked of everyone; others what was asked of them."""
    return user.has_perm("governance.view_documentrequest")


def can_answer_request(user: User, request: DocumentRequest) -> bool:
    """Those of whom it was asked, and the team in their place."""
    if can_edit_request(user):
        return True
    return Membership.objects.held_by(user).filter(pk=request.asked_of_id).exists()


def can_finish_task(user: User, task: Task) -> bool:
    """Whoever holds the task, and the team in her place."""
    if user.has_perm("governance.change_task"):
        return True
    return Membership.objects.held_by(user).filter(pk=task.holder_id).exists()


def can_view_moves(user: Person) -> bool:
    """The team and the officials see which dates moved, and why."""
    return user.has_perm("governance.view_milestonemove")


def can_view_risks(user: Person) -> bool:
    return user.has_perm("governance.view_studyrisk")


def can_edit_risk(user: Person) -> bool:
    return user.has_perm("governance.change_studyrisk")


def can_view_diary(user: Person) -> bool:
    return user.has_perm("governance.view_diaryentry")


def can_edit_diary(user: Person) -> bool:
    """The pilots and the consortium note where the study met people."""
    return user.has_perm("governance.change_diaryentry")


def can_move_milestone(user: Person) -> bool:
    return user.has_perm("governance.add_milestonemove")


def can_comment(user: Person) -> bool:
    """Whoever takes part in the study may say what she thinks of a text that she may see."""
    return can_use_workspace(user)


def can_resolve(user: User, comment: Comment) -> bool:
    """The team, whoever made the remark, and those she called."""
    if user.has_perm("governance.change_decision") or comment.by_id == user.pk:
        return True
    return any(person.pk == user.pk for person in comment.mentioned.all())
