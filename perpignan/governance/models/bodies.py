"""Who steers the study: bodies, and the seats in them, by function and never by name."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from perpignan.governance.enums import BodyKind
from perpignan.study.enums import Role
from perpignan.study.models import Illustrated, User
from perpignan.study.personal_data import PersonalData


@pghistory.track()
class Body(Illustrated):
    """A committee, the project team, a workshop: who meets to steer or to make."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("nom"), max_length=150)
    short_name = models.CharField(_("sigle"), max_length=20, blank=True)
    kind = models.CharField(_("nature"), max_length=20, choices=BodyKind)
    purpose = models.TextField(_("rôle"), blank=True)
    rhythm = models.CharField(_("rythme"), max_length=150, blank=True)
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)

    class Meta:
        verbose_name = _("instance")
        verbose_name_plural = _("instances")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.short_name or self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def held_by(self, user: User) -> "MembershipQuerySet":
        """Keep the seats of a person: her own, else her department's, else her role's."""
        if not user.is_authenticated:
            return self.none()
        mine = Q(account=user)
        if user.department:
            mine |= Q(account=None, department__iexact=user.department)
        roles = list(user.groups.values_list("name", flat=True))
        return self.filter(mine | Q(account=None, department="", role__in=roles))


@pghistory.track()
class Membership(Illustrated):
    """A seat in a body: a function in an organisation, held by whoever has the function.

    An account may be tied to it; failing that, the contacts of its department or the
    accounts of its role in the portal hold it.
    """

    code = models.SlugField(_("code"), max_length=60, unique=True)
    body = models.ForeignKey(
        Body, models.CASCADE, verbose_name=_("instance"), related_name="memberships"
    )
    function = models.CharField(
        _("fonction"),
        max_length=150,
        help_text=_("Une fonction, jamais le nom d'une personne."),
    )
    organisation = models.ForeignKey(
        "study.Partner",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("organisme"),
        related_name="seats",
    )
    department = models.CharField(_("service"), max_length=150, blank=True)
    role = models.CharField(
        _("rôle dans le portail"),
        max_length=20,
        choices=Role,
        blank=True,
        help_text=_("Sans compte ni service, les comptes de ce rôle tiennent ce siège."),
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("compte"),
        related_name="seats",
    )
    is_guest = models.BooleanField(_("invité"), default=False)

    objects = MembershipQuerySet.as_manager()

    personal_data = PersonalData(
        people=_("Membres des instances qui ont un compte"),
        what=_("Le compte qui tient un siège, par sa fonction"),
        why=_("Dire à chacun ce qui l'attend"),
        how_long=_("Le temps de l'étude"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("account",),
        harmless=("code", "function", "department"),
        is_public=False,
    )

    class Meta:
        verbose_name = _("siège")
        verbose_name_plural = _("sièges")
        ordering = ["body__order", "is_guest", "code"]

    def __str__(self) -> str:
        where = self.department or (self.organisation.short_name if self.organisation else "")
        return f"{self.function} ({where})" if where else self.function
