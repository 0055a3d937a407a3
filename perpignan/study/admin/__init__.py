"""The back office of the shared nouns: importing these modules registers their pages."""

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin

from perpignan.study.admin import interviews, news, nouns

__all__ = ["interviews", "news", "nouns"]

# Providers come from the environment, and who signed in with which is nobody's business.
for _model in (EmailAddress, SocialAccount, SocialApp, SocialToken):
    if admin.site.is_registered(_model):
        admin.site.unregister(_model)
