from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perpignan.study.enums import Role
from perpignan.study.personal_data import PersonalData


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a person who signs in with this address. Raise ValueError without one."""
        if not email:
            raise ValueError("A user needs an email address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(
            email, password, **{**fields, "is_staff": True, "is_superuser": True}
        )


class User(AbstractBaseUser, PermissionsMixin):
    """A member of the team or a partner's contact; citizens answer without an account."""

    email = models.EmailField(_("adresse électronique"), unique=True)
    full_name = models.CharField(_("nom affiché"), max_length=150, blank=True)
    job_title = models.CharField(_("fonction"), max_length=150, blank=True)
    department = models.CharField(_("service"), max_length=150, blank=True)
    organisation = models.ForeignKey(
        "study.Partner",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("organisme"),
        related_name="members",
    )
    is_staff = models.BooleanField(_("accède à l'administration"), default=False)
    is_active = models.BooleanField(_("actif"), default=True)
    date_joined = models.DateTimeField(_("inscrit le"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    personal_data = PersonalData(
        people=_("Membres de l'équipe et contacts des partenaires"),
        what=_(
            "Adresse électronique, nom affiché, fonction, service, dernière connexion, "
            "sessions ouvertes (date et navigateur)"
        ),
        why=_("Ouvrir le portail à ceux qui conduisent l'étude, dire qui a fait quoi"),
        how_long=_("Le temps de l'étude ; un administrateur efface un compte à la demande"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("email", "full_name", "job_title", "department", "password"),
        is_public=False,
    )

    class Meta:
        verbose_name = _("utilisateur")
        verbose_name_plural = _("utilisateurs")
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique_any_case",
                violation_error_message=_("Cette adresse est déjà celle d'un compte."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return self.full_name or self.email

    def get_short_name(self) -> str:
        return self.get_full_name()

    def has_role(self, role: Role) -> bool:
        """Say whether the person holds this role (asks the database)."""
        return self.groups.filter(name=role).exists()
