from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from consultation.enums import Channel

LARGEST_MEGABYTES = 20
EXTENSIONS = ["csv", "tsv", "txt", "xlsx", "xls"]


class AnswerImportForm(forms.Form):
    file = forms.FileField(
        label=_("Fichier de réponses"),
        help_text=_("CSV ou classeur Excel, jusqu'à %(size)d Mo.") % {"size": LARGEST_MEGABYTES},
        validators=[FileExtensionValidator(EXTENSIONS)],
    )
    channel = forms.ChoiceField(
        label=_("Canal, si le fichier ne le dit pas"),
        choices=Channel.choices,
        initial=Channel.PAPER,
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_MEGABYTES * 1024 * 1024:
            raise forms.ValidationError(_("Ce fichier est trop gros."))
        return file
