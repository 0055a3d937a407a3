"""The codes that people type, and the address to which one is mailed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultation.models.keys import normalised_code

EXAMPLE = gettext_lazy("Douze lettres et chiffres, par exemple ABCD-2345-EFGH.")


def code_field(label: Any, absent: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=40,
        help_text=EXAMPLE,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": absent},
    )


class CodeForm(forms.Form):
    """A code typed in any case, with or without dashes."""

    def clean_code(self) -> str:
        code = normalised_code(self.cleaned_data["code"])
        if code is None:
            raise ValidationError(
                _("Ce code n'a pas la bonne forme : douze lettres et chiffres, sans O, 0, I, 1, L.")
            )
        return code


class ReceiptCodeForm(CodeForm):
    """The code of a receipt."""

    code = code_field(gettext_lazy("Code du reçu"), gettext_lazy("Écrivez le code de votre reçu."))


class ResumeCodeForm(CodeForm):
    """The code that finds answers in progress again."""

    code = code_field(
        gettext_lazy("Code de reprise"), gettext_lazy("Écrivez votre code de reprise.")
    )


class LetterCodeForm(CodeForm):
    """The code printed on a letter."""

    code = code_field(
        gettext_lazy("Code de votre courrier"), gettext_lazy("Écrivez le code de votre courrier.")
    )


class MailForm(forms.Form):
    """An address that serves once."""

    address = forms.EmailField(
        label=gettext_lazy("Adresse électronique"),
        max_length=250,
        help_text=gettext_lazy("Elle ne sert qu'à cet envoi : elle n'est pas gardée."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": gettext_lazy("Écrivez une adresse électronique.")},
    )


class AccessCodesForm(forms.Form):
    """How many letters, in which batch, and in what form."""

    TABLE, LETTERS = "csv", "letters"

    count = forms.IntegerField(label=gettext_lazy("Nombre de codes"), min_value=1)
    batch = forms.CharField(
        label=gettext_lazy("Lot"),
        max_length=60,
        help_text=gettext_lazy("Un nom pour vous y retrouver : « Quartier Saint-Jacques »."),
    )
    shape = forms.ChoiceField(
        label=gettext_lazy("Forme"),
        choices=[
            (TABLE, gettext_lazy("Un tableau pour l'imprimeur (CSV)")),
            (LETTERS, gettext_lazy("Des courriers à imprimer, un par page")),
        ],
        initial=TABLE,
        widget=forms.RadioSelect,
    )
