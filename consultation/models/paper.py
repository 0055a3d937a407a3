"""Paper: batches of printed sheets, the sheets typed, and those typed twice."""

from datetime import datetime, timedelta

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultation.models.keys import ALPHABET
from perpignan.study.personal_data import PersonalData

LANGUAGES = [("fr", _("Français")), ("ca", _("Catalan")), ("en", _("Anglais"))]
#: A batch holds what one person can carry and one series can print.
MOST_SHEETS = 500
#: How long the typing agents stay named, once the sheet is typed.
AGENT_DAYS = 365
SECOND_ENTRY_DAYS = 180


def sheet_code(batch_rank: int, number: int) -> str:
    """Write the code printed on a sheet: batch, number, and a sign that betrays a misread."""
    digits = [int(digit) for digit in f"{batch_rank:03d}{number:06d}"]
    total = sum(weight * digit for weight, digit in enumerate(digits, start=2))
    return f"L{batch_rank:02d}-{number:04d}-{ALPHABET[total % len(ALPHABET)]}"


@pghistory.track()
class Batch(models.Model):
    """Sheets printed and collected together; its numbers follow those of the others."""

    consultation = models.ForeignKey(
        "consultation.Consultation",
        models.PROTECT,
        verbose_name=_("consultation"),
        related_name="batches",
    )
    rank = models.PositiveSmallIntegerField(_("numéro du lot"), editable=False)
    place = models.CharField(_("lieu"), max_length=150)
    collected_on = models.DateField(_("date de collecte"))
    collected_by = models.ForeignKey(
        "study.User",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("agent qui collecte"),
        related_name="+",
    )
    language = models.CharField(_("langue"), max_length=2, choices=LANGUAGES, default="fr")
    first_number = models.PositiveIntegerField(_("première feuille"), editable=False)
    expected_count = models.PositiveSmallIntegerField(
        _("nombre de feuilles"),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_SHEETS)],
    )
    sample_rate = models.PositiveSmallIntegerField(
        _("part à saisir deux fois (%)"), null=True, blank=True, editable=False
    )
    sample_seed = models.PositiveIntegerField(
        _("graine du tirage"), null=True, blank=True, editable=False
    )
    sampled_numbers = ArrayField(
        models.PositiveIntegerField(),
        verbose_name=_("feuilles à saisir deux fois"),
        default=list,
        blank=True,
        editable=False,
    )

    personal_data = PersonalData(
        people=_("Membres de l'équipe"),
        what=_("L'agent qui collecte un lot de feuilles"),
        why=_("Retrouver qui interroger sur un lot"),
        how_long=_("Le temps de la consultation"),
        fields=("collected_by",),
        harmless=("place",),
        is_public=False,
    )

    class Meta:
        verbose_name = _("lot de feuilles")
        verbose_name_plural = _("lots de feuilles")
        ordering = ["consultation", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "rank"], name="batch_rank_unique"),
            models.UniqueConstraint(
                fields=["consultation", "first_number"], name="batch_first_number_unique"
            ),
        ]

    def __str__(self) -> str:
        return str(_("Lot %(rank)d, %(place)s") % {"rank": self.rank, "place": self.place})

    def get_absolute_url(self) -> str:
        return reverse("consultation:batch-detail", args=[self.consultation.slug, self.rank])

    @property
    def last_number(self) -> int:
        return self.first_number + self.expected_count - 1

    @property
    def numbers(self) -> range:
        return range(self.first_number, self.last_number + 1)

    def code_of(self, number: int) -> str:
        return sheet_code(self.rank, number)


class SheetQuerySet(models.QuerySet["Sheet"]):
    def due_for_erasure(self, now: datetime) -> "SheetQuerySet":
        """Find the sheets whose typing agent need not be known any longer."""
        since = now - timedelta(days=AGENT_DAYS)
        return self.filter(entered_at__lt=since, entered_by__isnull=False)

    def forget_agents(self) -> int:
        return self.update(entered_by=None)


class Sheet(models.Model):
    """A paper sheet that was typed: its number is used once, its response is stored once."""

    batch = models.ForeignKey(Batch, models.PROTECT, verbose_name=_("lot"), related_name="sheets")
    consultation = models.ForeignKey(
        "consultation.Consultation", models.PROTECT, related_name="+", editable=False
    )
    number = models.PositiveIntegerField(_("numéro de la feuille"))
    response = models.OneToOneField(
        "consultation.Response", models.PROTECT, verbose_name=_("réponse"), related_name="+"
    )
    unreadable = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("questions illisibles"),
        default=list,
        blank=True,
    )
    entered_by = models.ForeignKey(
        "study.User",
        models.SET_NULL,
        null=True,
        verbose_name=_("agent qui a saisi"),
        related_name="+",
    )
    entered_at = models.DateTimeField(_("saisie le"), default=timezone.now)

    objects = SheetQuerySet.as_manager()
    personal_data = PersonalData(
        people=_("Agents qui saisissent les questionnaires sur papier"),
        what=_("L'agent qui a saisi chaque feuille, et le jour"),
        why=_("Faire faire la seconde saisie par un autre agent, mesurer les erreurs de saisie"),
        how_long=_("Un an après la saisie ; la réponse reste, l'agent est oublié"),
        fields=("entered_by",),
        is_public=False,
        due="due_for_erasure",
        erase="forget_agents",
    )

    class Meta:
        verbose_name = _("feuille saisie")
        verbose_name_plural = _("feuilles saisies")
        ordering = ["consultation", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "number"],
                name="sheet_number_used_once",
                violation_error_message=_("Cette feuille est déjà saisie."),
            ),
        ]
        permissions = [
            ("enter_sheet", "Can type paper sheets"),
            ("resolve_sheet", "Can settle the differences between two entries"),
        ]

    def __str__(self) -> str:
        return str(_("Feuille %(number)d") % {"number": self.number})

    def clean(self) -> None:
        if self.batch_id and self.number not in self.batch.numbers:
            raise ValidationError(
                {
                    "number": _("La feuille %(number)d n'est pas de ce lot (%(first)d à %(last)d).")
                    % {
                        "number": self.number,
                        "first": self.batch.first_number,
                        "last": self.batch.last_number,
                    }
                }
            )

    @property
    def code(self) -> str:
        return self.batch.code_of(self.number)


class SecondEntryQuerySet(models.QuerySet["SecondEntry"]):
    def open(self) -> "SecondEntryQuerySet":
        """Keep those whose differences nobody has settled yet."""
        return self.filter(resolved_at=None).exclude(differing=[])

    def due_for_erasure(self, now: datetime) -> "SecondEntryQuerySet":
        since = now - timedelta(days=SECOND_ENTRY_DAYS)
        return self.filter(entered_at__lt=since).exclude(answers={}, entered_by=None)

    def forget(self) -> int:
        return self.update(answers={}, entered_by=None, resolved_by=None)


class SecondEntry(models.Model):
    """The same sheet typed by another agent, to measure errors and mend them."""

    sheet = models.OneToOneField(
        Sheet, models.CASCADE, verbose_name=_("feuille"), related_name="second_entry"
    )
    answers = models.JSONField(_("réponses lues"), default=dict, blank=True)
    unreadable = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("questions illisibles"),
        default=list,
        blank=True,
    )
    compared_count = models.PositiveSmallIntegerField(_("questions comparées"))
    differing = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("questions qui diffèrent"),
        default=list,
        blank=True,
    )
    entered_by = models.ForeignKey(
        "study.User", models.SET_NULL, null=True, verbose_name=_("agent"), related_name="+"
    )
    entered_at = models.DateTimeField(_("saisie le"), default=timezone.now)
    resolved_by = models.ForeignKey(
        "study.User",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("tranchée par"),
        related_name="+",
    )
    resolved_at = models.DateTimeField(_("tranchée le"), null=True, blank=True)

    objects = SecondEntryQuerySet.as_manager()
    personal_data = PersonalData(
        people=_("Personnes qui répondent sur papier, agents qui saisissent"),
        what=_("Une seconde lecture de quelques feuilles, sans nom ; l'agent qui l'a faite"),
        why=_("Mesurer et corriger les erreurs de saisie"),
        how_long=_("Six mois ; restent le nombre de questions comparées et celles qui différaient"),
        fields=("answers", "entered_by", "resolved_by"),
        due="due_for_erasure",
        erase="forget",
    )

    class Meta:
        verbose_name = _("seconde saisie")
        verbose_name_plural = _("secondes saisies")
        ordering = ["sheet__number"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.sheet_id}"
