import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from benchmark.enums import InitiativeStatus, VatBasis
from benchmark.models.city import City
from benchmark.validators import YEARS, validate_not_reserved
from perpignan.study.models import Illustrated, Sourced
from perpignan.study.permissions import Person

#: Made in the study's migrations: French stems, accents ignored.
SEARCH_CONFIG = "french_unaccent"


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    def published(self) -> "InitiativeQuerySet":
        return self.filter(status=InitiativeStatus.PUBLISHED)

    def to_review(self) -> "InitiativeQuerySet":
        return self.filter(status=InitiativeStatus.IN_REVIEW)

    def visible_to(self, user: Person) -> "InitiativeQuerySet":
        """Everyone sees what is published; the team of the study sees its drafts too."""
        return self if user.has_perm("benchmark.view_initiative") else self.published()


@pghistory.track(exclude=["search_vector"])
class Initiative(Illustrated, Sourced):
    """What another city did, what came of it, and what Perpignan may learn from it."""

    code = models.SlugField(
        _("code"),
        max_length=60,
        unique=True,
        validators=[validate_not_reserved],
        help_text=_("L'adresse de la fiche : lettres sans accent, chiffres et tirets."),
    )
    city = models.ForeignKey(
        City, models.PROTECT, verbose_name=_("ville"), related_name="initiatives"
    )
    name = models.CharField(_("nom"), max_length=200)
    year = models.PositiveSmallIntegerField(
        _("année"), null=True, blank=True, validators=YEARS, help_text=_("Année de lancement.")
    )
    priorities = models.ManyToManyField(
        "study.Priority", blank=True, verbose_name=_("priorités"), related_name="initiatives"
    )
    axes = models.ManyToManyField(
        "study.Axis", blank=True, verbose_name=_("axes"), related_name="initiatives"
    )
    zones = models.ManyToManyField(
        "study.Zone",
        blank=True,
        verbose_name=_("zones"),
        related_name="initiatives",
        help_text=_("À quels secteurs de Perpignan elle peut servir, outre ceux de ses actions."),
    )
    description = models.TextField(_("description"), blank=True)
    governance = models.TextField(_("gouvernance"), blank=True)
    partners = models.TextField(_("partenaires"), blank=True)
    cost = models.TextField(_("coût, en clair"), blank=True)
    cost_amount = models.DecimalField(
        _("coût total (€)"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Seulement si un montant unique est établi ; sinon, laisser vide."),
    )
    cost_basis = models.CharField(
        _("base du coût"), max_length=10, choices=VatBasis, default=VatBasis.UNKNOWN
    )
    result = models.TextField(_("résultats"), blank=True)
    limits = models.TextField(_("limites"), blank=True)
    transfer_conditions = models.TextField(_("conditions de transposition"), blank=True)
    lesson = models.TextField(
        _("enseignement pour Perpignan"),
        blank=True,
        help_text=_("Publié comme une lecture de l'étude, non comme un fait."),
    )
    status = models.CharField(
        _("état"), max_length=20, choices=InitiativeStatus, default=InitiativeStatus.DRAFT
    )
    published_on = models.DateField(_("publiée le"), null=True, blank=True, editable=False)
    search_vector = models.GeneratedField(
        expression=SearchVector("name", weight="A", config=SEARCH_CONFIG)
        + SearchVector("description", "lesson", weight="B", config=SEARCH_CONFIG)
        + SearchVector("governance", "partners", "result", weight="C", config=SEARCH_CONFIG)
        + SearchVector("limits", "transfer_conditions", weight="C", config=SEARCH_CONFIG),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        ordering = ["city__name", "name"]
        indexes = [GinIndex(fields=["search_vector"], name="initiative_search")]
        permissions = [("publish_initiative", "Can publish or unpublish an initiative")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status=InitiativeStatus.PUBLISHED, published_on__isnull=False)
                | ~models.Q(status=InitiativeStatus.PUBLISHED)
                & models.Q(published_on__isnull=True),
                name="initiative_published_with_date",
                violation_error_message=_("Une fiche publiée porte sa date, les autres non."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.status == InitiativeStatus.PUBLISHED:
            missing = [name for name in ("description", "lesson") if not getattr(self, name)]
            if missing:
                message = _("À remplir avant la publication.")
                raise ValidationError(dict.fromkeys(missing, message))

    @property
    def is_published(self) -> bool:
        return self.status == InitiativeStatus.PUBLISHED

    def get_absolute_url(self) -> str:
        return reverse("benchmark:initiative-detail", args=[self.code])


@pghistory.track()
class InitiativeAction(Illustrated):
    """A reason for an action of the plan: this initiative, and what it brings to it."""

    initiative = models.ForeignKey(
        Initiative, models.CASCADE, verbose_name=_("initiative"), related_name="action_links"
    )
    action = models.ForeignKey(
        "study.Action", models.CASCADE, verbose_name=_("action"), related_name="+"
    )
    reason = models.CharField(
        _("ce que l'initiative apporte à l'action"),
        max_length=300,
        help_text=_("Une phrase, publiée avec l'action."),
    )

    class Meta:
        verbose_name = _("action éclairée")
        verbose_name_plural = _("actions éclairées")
        ordering = ["action__code", "initiative__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "action"],
                name="initiative_action_once",
                violation_error_message=_("Cette action est déjà liée à l'initiative."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative} : {self.action}"
