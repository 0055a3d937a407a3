"""Sessions that their owner sees and ends; of a citizen's, nothing but that it exists."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.db.models.signals import pre_save
from django.dispatch import receiver

from perpignan.study.oidc import CITIZEN_DOMAIN

NOWHERE = "0.0.0.0"  # noqa: S104 - not an address that is listened on: the absence of one


@receiver(pre_save, sender=UserSession, dispatch_uid="keep-no-place-of-citizens")
def keep_no_place(instance: UserSession, **_: Any) -> None:
    """Keep no address of anyone, and no browser of a citizen: it could tell who answered."""
    instance.ip = NOWHERE
    if instance.user.email.endswith(f"@{CITIZEN_DOMAIN}"):
        instance.user_agent = ""


def browser_of(agent: str) -> str:
    """Name a browser and a system as a person knows them; an empty text if unknown."""
    browsers = {"Firefox": "Firefox", "Edg/": "Edge", "Chrome": "Chrome", "Safari": "Safari"}
    systems = {
        "Android": "Android",
        "iPhone": "iPhone",
        "iPad": "iPad",
        "Windows": "Windows",
        "Mac OS": "macOS",
        "Linux": "Linux",
    }
    names = [
        next((name for mark, name in known.items() if mark in agent), "")
        for known in (browsers, systems)
    ]
    return ", ".join(name for name in names if name)
