"""What the team is asked to import a file: the file, how to read it, what it measures."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from diagnostic.enums import TableShape
from diagnostic.models import ImportMapping, Indicator, MappedColumn
from perpignan.study.models import Source
from perpignan.tabular import DELIMITERS, Layout

LARGEST_MEGABYTES = 100
EXTENSIONS = ["csv", "tsv", "txt", "gz", "xlsx", "xlsm", "xls"]
VALUE_COLUMNS = 6
ENCODINGS = [
    ("utf-8", "UTF-8"),
    ("utf-8-sig", _("UTF-8 avec marque (Excel)")),
    ("cp1252", _("Windows (cp1252)")),
    ("iso-8859-15", "ISO 8859-15"),
    ("utf-16", "UTF-16"),
]
DELIMITER_NAMES = {
    ";": _("point-virgule"),
    ",": _("virgule"),
    "\t": _("tabulation"),
    "|": _("barre |"),
}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Fichier de données"),
        help_text=_("CSV, CSV compressé (.gz) ou classeur Excel, jusqu'à %(size)d Mo.")
        % {"size": LARGEST_MEGABYTES},
        validators=[FileExtensionValidator(EXTENSIONS)],
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_MEGABYTES * 1024 * 1024:
            raise forms.ValidationError(_("Ce fichier est trop gros."))
        return file


class LayoutForm(forms.Form):
    """How the file is laid out, guessed; a correction reads it again."""

    encoding = forms.ChoiceField(label=_("Encodage"), choices=ENCODINGS)
    delimiter = forms.ChoiceField(
        label=_("Séparateur"),
        choices=[(sign, DELIMITER_NAMES[sign]) for sign in DELIMITERS],
    )
    header_line = forms.IntegerField(
        label=_("Ligne des titres"), min_value=1, max_value=10_000, help_text=_("1 : la première.")
    )
    sheet = forms.CharField(label=_("Feuille"), max_length=100, required=False)

    def __init__(self, *args: Any, guessed: Layout, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guessed = guessed
        for name in ("encoding", "delimiter") if guessed.is_workbook else ("sheet",):
            del self.fields[name]
        self.initial = {name: getattr(guessed, name) for name in self.fields}

    @property
    def layout(self) -> Layout:
        """Give the layout asked for, the guessed one where nothing valid is asked."""
        if not self.is_bound or not self.is_valid():
            return self.guessed
        return replace(self.guessed, **self.cleaned_data)


class MappingForm(forms.ModelForm):
    """Describe a kind of file once; its columns are those of the file sent."""

    class Meta:
        model = ImportMapping
        fields = (
            *("name", "perimeter_column", "name_column", "perimeter_kind", "new_perimeters"),
            *("shape", "year", "year_column", "year_indicator"),
            *("decimal_comma", "blanks", "kept_prefixes", "kept_rows"),
            *("code_prefix", "code_width", "method", "author", "source", "confidence"),
        )
        widgets = {"kept_rows": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, titles: Sequence[str], layout: Layout, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.layout = layout
        for name in ("perimeter_column", "name_column", "year_column"):
            self.fields[name] = self._column_field(name, titles)
        self._set_choices("year_indicator", Indicator.objects.select_related("axis"))
        self._set_choices("source", Source.objects.order_by("title"))

    def _column_field(self, name: str, titles: Sequence[str]) -> forms.ChoiceField:
        field = self.fields[name]
        blank = [("", _("Aucune"))] if not field.required else [("", _("Choisir"))]
        return forms.ChoiceField(
            label=field.label,
            required=field.required,
            help_text=field.help_text,
            choices=[*blank, *((title, title) for title in titles)],
        )

    def _set_choices(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - narrows the type
        field.queryset = rows

    def _post_clean(self) -> None:
        """Let `create_mapping` validate: it checks the columns too, in one transaction."""
        opts = self._meta
        self.instance = forms.models.construct_instance(self, self.instance, opts.fields)

    def add_operation_errors(self, error: Any) -> None:
        """Show what the operation refused beside its field, where the field is here."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, problems in error.error_dict.items():
            self.add_error(name if name in self.fields else None, problems)


class ColumnForm(forms.Form):
    """A column of values and what it measures; a line left empty says nothing."""

    column = forms.ChoiceField(label=_("Colonne"), required=False)
    indicator = forms.ModelChoiceField(
        Indicator.objects.none(), label=_("Indicateur"), required=False
    )
    year = forms.IntegerField(
        label=_("Année de cette colonne"), required=False, min_value=1900, max_value=2100
    )

    def __init__(self, *args: Any, titles: Sequence[str], indicators: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["column"].choices = [("", _("Aucune")), *((t, t) for t in titles)]  # type: ignore[attr-defined]  # a field with choices
        # One reading of the indicators serves every line of the page.
        self.fields["indicator"].queryset = Indicator.objects.all()  # type: ignore[attr-defined]  # a field with choices
        self.fields["indicator"].choices = indicators  # type: ignore[attr-defined]  # a field with choices

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("column")) != bool(cleaned.get("indicator")) and not self.errors:
            raise forms.ValidationError(
                _("Donnez la colonne et l'indicateur, ou ni l'un ni l'autre.")
            )
        return cleaned

    @property
    def mapped(self) -> MappedColumn | None:
        if not self.cleaned_data.get("column"):
            return None
        return MappedColumn(**self.cleaned_data)


class ColumnFormSet(forms.BaseFormSet):
    """The value columns of a file; a file with a column a year needs none."""

    def columns(self) -> list[MappedColumn]:
        return [form.mapped for form in self.forms if form.mapped is not None]

    def check_for(self, shape: str) -> bool:
        """Say whether there is something to import."""
        return shape == TableShape.YEARS or bool(self.columns())


def column_formset(titles: Sequence[str], data: Any = None) -> ColumnFormSet:
    """Build the lines for the value columns of a file."""
    indicators: list[tuple[Any, Any]] = [("", _("Choisir"))]
    indicators += [(item.pk, f"{item.name} ({item.unit})") for item in Indicator.objects.all()]
    factory = forms.formset_factory(
        ColumnForm, formset=ColumnFormSet, extra=VALUE_COLUMNS, max_num=40
    )
    kwargs = {"titles": titles, "indicators": indicators}
    return factory(data, prefix="columns", form_kwargs=kwargs)  # type: ignore[return-value]  # the class named above


class ConfirmForm(forms.Form):
    skips_errors = forms.BooleanField(
        label=_("Ignorer les lignes en erreur"),
        required=False,
        help_text=_("Sans cela, une seule erreur refuse tout le fichier."),
    )
