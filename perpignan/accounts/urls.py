from allauth.account.views import ReauthenticateView
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.contrib.auth import views as passwords
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.views.generic import RedirectView

from perpignan.accounts import views
from perpignan.accounts.forms import AskPasswordForm
from perpignan.study.views import SignInView

OURS: list[URLPattern | URLResolver] = [
    path("mon-compte/", views.account, name="account"),
    path("mon-compte/sessions/fermer/", views.end_sessions, name="sessions-end"),
    path("mon-compte/mot-de-passe/", views.ChangePasswordView.as_view(), name="password-change"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path(
        "mot-de-passe-oublie/",
        passwords.PasswordResetView.as_view(
            form_class=AskPasswordForm,
            template_name="accounts/password_ask.html",
            subject_template_name="email/password_subject.txt",
            email_template_name="email/password_body.txt",
            success_url=reverse_lazy("accounts:password-sent"),
        ),
        name="password-ask",
    ),
    path(
        "mot-de-passe-oublie/envoye/",
        passwords.PasswordResetDoneView.as_view(template_name="accounts/password_sent.html"),
        name="password-sent",
    ),
    path(
        "mot-de-passe-oublie/<str:uidb64>/<str:token>/",
        passwords.PasswordResetConfirmView.as_view(
            template_name="accounts/password_choose.html",
            success_url=reverse_lazy("study:login"),
        ),
        name="password-choose",
    ),
]

#: Their names are the library's: it looks them up itself.
THEIRS: list[URLPattern | URLResolver] = [
    path("connexion/", SignInView.as_view(), name="account_login"),
    path("connexion/code/", second_factor.authenticate, name="mfa_authenticate"),
    path(
        "connexion/confirmer/",
        ReauthenticateView.as_view(template_name="accounts/confirm.html"),
        name="account_reauthenticate",
    ),
    path("connexion/confirmer/code/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path(
        "mon-compte/double-verification/",
        RedirectView.as_view(pattern_name="accounts:account"),
        name="mfa_index",
    ),
    path("mon-compte/double-verification/activer/", totp.activate_totp, name="mfa_activate_totp"),
    path(
        "mon-compte/double-verification/desactiver/",
        totp.deactivate_totp,
        name="mfa_deactivate_totp",
    ),
    path(
        "mon-compte/codes-de-secours/",
        recovery_codes.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "mon-compte/codes-de-secours/nouveaux/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
]

urlpatterns: list[URLPattern | URLResolver] = [*THEIRS, path("", include((OURS, "accounts")))]
