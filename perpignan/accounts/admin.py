"""The team's invitations."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perpignan.accounts.models import Invitation
from perpignan.accounts.operations import Sent, invite_person, revoke_invitation, send_again
from perpignan.accounts.permissions import can_invite
from perpignan.backoffice import PortalModelAdmin
from perpignan.study.models import User

# Secrets and sessions are their owners' own: no list of them.
for _model in (Authenticator, UserSession):
    if admin.site.is_registered(_model):
        admin.site.unregister(_model)


def mail_invitation(sent: Sent) -> bool:
    """Send the link to the person invited; False if no server took the letter."""
    context = {"invitation": sent.invitation, "url": url_of(sent)}
    subject = render_to_string("email/invitation_subject.txt", context).strip()
    body = render_to_string("email/invitation_body.txt", context)
    try:
        send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [sent.invitation.email])
    except OSError:
        return False
    return settings.MAIL_GOES_OUT


def url_of(sent: Sent) -> str:
    return f"{settings.SITE_URL}{reverse('accounts:invitation', args=[sent.token])}"


class InvitationForm(forms.ModelForm):
    """Refuse at the field what the operation would refuse."""

    by: User

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).strip().lower()
        if User.objects.filter(email__iexact=email).exists():
            raise ValidationError(_("Cette personne a déjà un compte."))
        return email

    def clean_role(self) -> str:
        role = str(self.cleaned_data["role"])
        if not can_invite(self.by, role):
            raise ValidationError(_("Seul un administrateur invite à ce rôle."))
        return role


@admin.register(Invitation)
class InvitationAdmin(PortalModelAdmin):
    """Links sent to people; a new one is sent, or taken back, from the list."""

    form = InvitationForm
    list_display = ("email", "full_name", "role", "state_shown", "invited_by", "expires_at")
    list_filter = ("role",)
    list_select_related = ("invited_by", "organisation")
    search_fields = ("email", "full_name", "department")
    autocomplete_fields = ("organisation",)
    actions = ("send_again", "revoke")
    fields = ("email", "role", "full_name", "job_title", "department", "organisation")

    @admin.display(description=gettext_lazy("état"))
    def state_shown(self, obj: Invitation) -> str:
        return obj.state

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, *args, **kwargs)
        form.by = request.user
        return form

    def has_add_permission(self, request: HttpRequest) -> bool:
        return can_invite(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An invitation is sent again or taken back, never edited: it was read."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_invite_permission(self, request: HttpRequest) -> bool:
        return can_invite(request.user)

    def save_model(self, request: HttpRequest, obj: Invitation, form: Any, change: bool) -> None:
        self._tell(request, invite_person(invitation=obj, by=request.user))  # type: ignore[arg-type]  # signed in, so a User of ours

    @admin.action(description=gettext_lazy("Renvoyer un lien"), permissions=["invite"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        for invitation in queryset:
            try:
                self._tell(request, send_again(invitation=invitation, by=request.user))  # type: ignore[arg-type]  # signed in, so a User of ours
            except ValidationError as error:
                self._refuse(request, invitation, error)

    @admin.action(description=gettext_lazy("Retirer l'invitation"), permissions=["invite"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        for invitation in queryset:
            try:
                revoke_invitation(invitation=invitation, by=request.user)  # type: ignore[arg-type]  # signed in, so a User of ours
            except ValidationError as error:
                self._refuse(request, invitation, error)
            else:
                text = _("L'invitation de %(email)s est retirée.")
                self.message_user(request, text % {"email": invitation.email})

    def _refuse(self, request: HttpRequest, invitation: Invitation, error: ValidationError) -> None:
        self.message_user(request, f"{invitation} : {error.messages[0]}", messages.WARNING)

    def _tell(self, request: HttpRequest, sent: Sent) -> None:
        """Say whether the letter left; if not, give the link, this once."""
        who = {"email": sent.invitation.email, "url": url_of(sent)}
        if mail_invitation(sent):
            text = _("Le lien est parti à %(email)s.") % who
            self.message_user(request, text)
        else:
            text = _(
                "Aucun courriel n'est parti. Donnez vous-même ce lien à %(email)s, il n'est montré "
                "qu'ici : %(url)s"
            )
            self.message_user(request, text % who, messages.WARNING)
