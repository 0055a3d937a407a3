import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from perpignan.study.enums import PartnerKind, PartnerRole
from perpignan.study.models.base import Illustrated


@pghistory.track()
class Partner(Illustrated):
    """An organisation that carries, funds or relays a part of the approach."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("nom"), max_length=200)
    short_name = models.CharField(_("nom court"), max_length=60, blank=True)
    kind = models.CharField(_("nature"), max_length=20, choices=PartnerKind)
    roles = ArrayField(
        models.CharField(max_length=20, choices=PartnerRole),
        verbose_name=_("rôles"),
        default=list,
        blank=True,
    )
    contribution = models.TextField(_("rôle dans la démarche"), blank=True)
    website = models.URLField(_("site"), blank=True)

    class Meta:
        verbose_name = _("partenaire")
        verbose_name_plural = _("partenaires")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def role_labels(self) -> list[str]:
        return [str(PartnerRole(role).label) for role in self.roles]
