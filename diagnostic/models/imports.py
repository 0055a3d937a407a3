"""Imports of open-data files: how a file is read, kept to be replayed, and what came of it."""

import uuid

import pghistory
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from diagnostic.enums import ImportStatus, NewPerimeters, PerimeterKind, TableShape
from diagnostic.measures import Spec, ValueColumn
from diagnostic.models.indicators import YEARS, Indicator
from perpignan.study.enums import Confidence
from perpignan.study.models import User
from perpignan.study.personal_data import PersonalData
from perpignan.tabular import Layout

PENDING = (ImportStatus.QUEUED, ImportStatus.RUNNING)
COLUMN_LENGTH = 200


def _list(text: str) -> list[str]:
    """Cut `66, 34172` or a line each into items."""
    return [item.strip() for item in text.replace("\n", ",").split(",") if item.strip()]


@pghistory.track()
class ImportMapping(models.Model):
    """How to read one kind of file; saved once, replayed on its next editions."""

    name = models.CharField(_("nom"), max_length=150, unique=True)
    shape = models.CharField(
        _("forme du tableau"), max_length=10, choices=TableShape, default=TableShape.ROWS
    )
    perimeter_column = models.CharField(_("colonne du territoire"), max_length=COLUMN_LENGTH)
    name_column = models.CharField(
        _("colonne du nom du territoire"), max_length=COLUMN_LENGTH, blank=True
    )
    perimeter_kind = models.CharField(
        _("nature des territoires"), max_length=20, choices=PerimeterKind
    )
    new_perimeters = models.CharField(
        _("territoire inconnu du portail"),
        max_length=10,
        choices=NewPerimeters,
        default=NewPerimeters.REFUSE,
    )
    kept_prefixes = models.CharField(
        _("seulement les codes qui commencent par"),
        max_length=200,
        blank=True,
        help_text=_("Par exemple 66, ou 66136, 34172. Rien : tout le fichier."),
    )
    kept_rows = models.TextField(
        _("seulement les lignes où"),
        blank=True,
        help_text=_("Une condition par ligne : titre de colonne = valeur."),
    )
    code_prefix = models.SlugField(
        _("préfixe à donner aux codes"),
        max_length=20,
        blank=True,
        help_text=_("Quand le fichier nomme les territoires au lieu de les coder."),
    )
    code_width = models.PositiveSmallIntegerField(
        _("longueur des codes"),
        default=0,
        validators=[MaxValueValidator(20)],
        help_text=_("5 rend 01004 à un fichier qui dit 1004. 0 : les codes sont laissés."),
    )
    year = models.PositiveSmallIntegerField(_("année"), null=True, blank=True, validators=YEARS)
    year_column = models.CharField(_("colonne de l'année"), max_length=COLUMN_LENGTH, blank=True)
    year_indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("indicateur des colonnes d'années"),
        related_name="+",
    )
    decimal_comma = models.BooleanField(
        _("la virgule sépare les décimales"),
        default=True,
        help_text=_("Décochée, elle sépare les milliers, comme dans 10,666,866."),
    )
    blanks = models.CharField(
        _("marques d'absence de valeur"),
        max_length=200,
        blank=True,
        help_text=_("En plus de : - nd n/a s. Séparées par des virgules."),
    )
    is_workbook = models.BooleanField(_("classeur"), default=False)
    encoding = models.CharField(_("encodage"), max_length=30, default="utf-8")
    delimiter = models.CharField(_("séparateur"), max_length=1, default=";")
    header_line = models.PositiveIntegerField(_("ligne des titres"), default=1)
    sheet = models.CharField(_("feuille"), max_length=100, blank=True)
    method = models.CharField(_("méthode"), max_length=200, blank=True)
    author = models.CharField(_("auteur de la mesure"), max_length=150, blank=True)
    source = models.ForeignKey(
        "study.Source",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("source"),
        related_name="+",
    )
    confidence = models.CharField(
        _("fiabilité"), max_length=20, choices=Confidence, default=Confidence.SOLID
    )

    class Meta:
        verbose_name = _("correspondance d'import")
        verbose_name_plural = _("correspondances d'import")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Ask for what every value will need: a year, a source, conditions that can be read."""
        errors: dict[str, object] = {}
        if self.confidence in {Confidence.SOLID, Confidence.PRESS} and self.source_id is None:
            errors["source"] = _("Une valeur publiée comme un fait a sa source : indiquez-la.")
        if self.shape == TableShape.YEARS and self.year_indicator_id is None:
            errors["year_indicator"] = _("Dites quel indicateur les colonnes d'années mesurent.")
        if any("=" not in text for text in self.kept_rows.splitlines() if text.strip()):
            errors["kept_rows"] = _("Écrivez chaque condition : titre de colonne = valeur.")
        if errors:
            raise ValidationError(errors)

    @property
    def layout(self) -> Layout:
        return Layout(self.is_workbook, self.encoding, self.delimiter, self.header_line, self.sheet)

    @layout.setter
    def layout(self, layout: Layout) -> None:
        self.is_workbook, self.encoding = layout.is_workbook, layout.encoding
        self.delimiter, self.header_line = layout.delimiter, layout.header_line
        self.sheet = layout.sheet

    @property
    def spec(self) -> Spec:
        """Say to the reader of files what this mapping knows; reads the columns."""
        is_rows = self.shape == TableShape.ROWS
        columns = tuple(
            ValueColumn(item.column, item.indicator_id, item.year or None)
            for item in (self.columns.all() if is_rows else ())
        )
        pairs = (text.partition("=") for text in self.kept_rows.splitlines() if text.strip())
        return Spec(
            layout=self.layout,
            perimeter_column=self.perimeter_column,
            columns=columns,
            year_series=None if is_rows else self.year_indicator_id,
            name_column=self.name_column,
            year=self.year,
            year_column=self.year_column if is_rows else "",
            code_prefix=self.code_prefix,
            code_width=self.code_width,
            kept_prefixes=tuple(_list(self.kept_prefixes)),
            kept_rows=tuple((column.strip(), value.strip()) for column, _sign, value in pairs),
            decimal_comma=self.decimal_comma,
            blanks=frozenset(text.lower() for text in _list(self.blanks)),
        )


@pghistory.track()
class MappedColumn(models.Model):
    """A column of values and the indicator that it measures."""

    mapping = models.ForeignKey(
        ImportMapping, models.CASCADE, verbose_name=_("correspondance"), related_name="columns"
    )
    column = models.CharField(_("colonne"), max_length=COLUMN_LENGTH)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, verbose_name=_("indicateur"), related_name="+"
    )
    year = models.PositiveSmallIntegerField(
        _("année de cette colonne"),
        null=True,
        blank=True,
        validators=YEARS,
        help_text=_("Si elle n'est pas celle de la correspondance."),
    )

    class Meta:
        verbose_name = _("colonne de valeurs")
        verbose_name_plural = _("colonnes de valeurs")
        ordering = ["mapping", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mapping", "column"],
                name="column_mapped_once",
                violation_error_message=_("Cette colonne est déjà associée à un indicateur."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.column} → {self.indicator_id}"

    def clean(self) -> None:
        """Refuse a column whose values would have no year."""
        mapping = self.mapping
        if not (self.year or mapping.year or mapping.year_column):
            raise ValidationError(
                {"year": _("Donnez l'année : ici, pour tout le fichier, ou par une colonne.")}
            )


class RunQuerySet(models.QuerySet["ImportRun"]):
    def pending(self) -> "RunQuerySet":
        return self.filter(status__in=PENDING)

    def visible_to(self, user: User | AnonymousUser) -> "RunQuerySet":
        """The team that imports sees all the imports; nobody else sees any."""
        return self if user.has_perm("diagnostic.view_importrun") else self.none()


def storage_path(run: "ImportRun", filename: str) -> str:
    """Keep each file in a folder of its own, under no name of its sender's choosing."""
    return f"imports/{run.pk}/table"


class ImportRun(models.Model):
    """A file that somebody imports: the row is the truth, the queue only a messenger."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mapping = models.ForeignKey(
        ImportMapping,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("correspondance"),
        related_name="runs",
    )
    file = models.FileField(_("fichier"), upload_to=storage_path, max_length=200)
    file_name = models.CharField(_("nom du fichier"), max_length=200)
    sha256 = models.CharField(_("empreinte SHA-256"), max_length=64)
    status = models.CharField(
        _("état"), max_length=10, choices=ImportStatus, default=ImportStatus.UPLOADED
    )
    is_confirmed = models.BooleanField(_("confirmé"), default=False)
    skips_errors = models.BooleanField(_("ignore les lignes en erreur"), default=False)
    progress = models.PositiveSmallIntegerField(_("avancement (%)"), default=0)
    line_count = models.PositiveIntegerField(_("lignes lues"), default=0)
    created_count = models.PositiveIntegerField(_("valeurs créées"), default=0)
    updated_count = models.PositiveIntegerField(_("valeurs mises à jour"), default=0)
    unchanged_count = models.PositiveIntegerField(_("valeurs inchangées"), default=0)
    skipped_count = models.PositiveIntegerField(_("cases vides et doublons"), default=0)
    left_out_count = models.PositiveIntegerField(_("lignes hors du filtre"), default=0)
    error_count = models.PositiveIntegerField(_("erreurs"), default=0)
    perimeter_count = models.PositiveIntegerField(_("territoires créés"), default=0)
    errors = models.JSONField(_("premières erreurs"), default=list, blank=True)
    samples = models.JSONField(_("exemples de mises à jour"), default=list, blank=True)
    problem = models.TextField(_("raison de l'échec"), blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("demandé par"),
        related_name="+",
    )
    requested_at = models.DateTimeField(_("demandé le"), default=timezone.now)
    started_at = models.DateTimeField(_("commencé le"), null=True, blank=True)
    finished_at = models.DateTimeField(_("terminé le"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(_("dernier signe de vie"), default=timezone.now)
    attempt = models.PositiveSmallIntegerField(_("essai"), default=0)
    claim = models.UUIDField(_("jeton du producteur"), null=True, blank=True)

    objects = RunQuerySet.as_manager()

    personal_data = PersonalData(
        people=_("Membres de l'équipe"),
        what=_("Qui a importé un fichier de données"),
        why=_("Savoir d'où vient un chiffre"),
        how_long=_("Le temps de l'étude"),
        fields=("requested_by",),
        harmless=(
            "file",
            "file_name",
            "sha256",
            "problem",
            "errors",
            "samples",
        ),
        is_public=False,
    )

    class Meta:
        verbose_name = _("import de données")
        verbose_name_plural = _("imports de données")
        ordering = ["-requested_at"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status=ImportStatus.FAILED) | ~models.Q(problem=""),
                name="import_failed_with_reason",
                violation_error_message=_("Un import échoué dit pourquoi."),
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=[ImportStatus.UPLOADED, ImportStatus.DISCARDED])
                | models.Q(mapping__isnull=False),
                name="import_under_way_has_mapping",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("diagnostic:import-detail", args=[self.pk])

    @property
    def is_pending(self) -> bool:
        return self.status in PENDING

    @property
    def value_count(self) -> int:
        """Count the values that the file gives, whatever becomes of them."""
        return self.created_count + self.updated_count + self.unchanged_count
