from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actionplan.models import ActionSheet, SheetPartner
from actionplan.models.documents import EXTENSIONS, FORMATS, light_enough
from perpignan.study.enums import Visibility

ACCEPTED = ",".join(f".{extension}" for extension in EXTENSIONS)
HINT = _("PDF, document, classeur ou image, 10 Mo au plus.")


def _file(label: Any) -> forms.FileField:
    return forms.FileField(
        label=label,
        help_text=HINT,
        validators=[FORMATS, light_enough],
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )


class DocumentForm(forms.Form):
    title = forms.CharField(label=_("Titre"), max_length=200)
    visibility = forms.ChoiceField(
        label=_("Visibilité"), choices=Visibility.choices, initial=Visibility.INTERNAL
    )
    file = _file(_("Fichier"))


class PartChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: SheetPartner) -> str:
        return obj.label


class LetterForm(forms.Form):
    part = PartChoiceField(SheetPartner.objects.none(), label=_("Partenaire"))
    file = _file(_("Lettre d'engagement"))

    def __init__(self, *args: Any, sheet: ActionSheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = SheetPartner.objects.filter(sheet=sheet).select_related("partner")
        self.fields["part"].queryset = parts  # type: ignore[attr-defined]  # a field with choices
