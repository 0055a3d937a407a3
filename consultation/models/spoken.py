import secrets
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultation.enums import Channel, SpokenStatus

REASON_MAX = 1000


def nobodys_key() -> str:
    """Give the key of words that nobody holds a code for: imported ones, examples."""
    return secrets.token_hex(32)


class Spoken(models.Model):
    """What a citizen wrote to be read by all. Nothing here says who she is.

    Keys are keyed hashes of her own token, as for a response; `reviewed_at` is empty until
    a member of the team has read the words.
    """

    text = models.TextField(_("texte"))
    language = models.CharField(_("langue"), max_length=5, default="fr")
    channel = models.CharField(_("canal"), max_length=20, choices=Channel, default=Channel.WEB)
    submitted_at = models.DateTimeField(_("reçue le"), default=timezone.now)
    status = models.CharField(
        _("état"), max_length=20, choices=SpokenStatus, default=SpokenStatus.PENDING
    )
    status_reason = models.CharField(_("motif publié"), max_length=REASON_MAX, blank=True)
    reviewed_at = models.DateTimeField(_("relue le"), null=True, blank=True)
    idempotency_key = models.CharField(
        _("clé d'envoi"), max_length=64, unique=True, default=nobodys_key, editable=False
    )
    receipt_hash = models.CharField(
        _("empreinte du code"), max_length=64, unique=True, default=nobodys_key, editable=False
    )
    external_id = models.CharField(
        _("identifiant d'origine"), max_length=200, blank=True, editable=False
    )

    class Meta:
        abstract = True

    @property
    def is_published(self) -> bool:
        return self.status == SpokenStatus.PUBLISHED

    @property
    def queue_key(self) -> str:
        """Name a tick box of the moderation queue."""
        return f"{self._meta.model_name}-{self.pk}"

    @property
    def is_withdrawn(self) -> bool:
        return self.status == SpokenStatus.WITHDRAWN


class SpokenQuerySet(models.QuerySet):
    """What contributions and comments share."""

    def published(self) -> Self:
        return self.filter(status=SpokenStatus.PUBLISHED)

    def to_review(self) -> Self:
        """Keep what a moderator has not read yet, published already or not."""
        waiting = (SpokenStatus.PENDING, SpokenStatus.PUBLISHED)
        return self.filter(reviewed_at=None, status__in=waiting)
