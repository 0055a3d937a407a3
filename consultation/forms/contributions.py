"""What a citizen writes for all to read, and what readers may ask of the list."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from consultation.enums import ContributionAnswer
from consultation.models import Theme
from consultation.models.contribution import TEXT_LENGTH, TITLE_LENGTH
from consultation.models.keys import TOKEN
from consultation.models.voices import COMMENT_LENGTH
from consultation.operations.pictures import LARGEST_MEGABYTES
from consultation.queries import UNANSWERED, ContributionFilters, Sort
from perpignan.study.localisation import localised_text
from perpignan.study.models import Zone

#: Said above each free text.
CAUTION = _(
    "Publié pour tous : n'écrivez ni nom, ni adresse, ni téléphone, ni rien sur la santé de "
    "quelqu'un, vous compris."
)
NONE = ("", _("Sans préciser"))


class TokenForm(forms.Form):
    """A form sent twice is stored once: it carries a token drawn when it was shown."""

    use_required_attribute = False

    token = forms.RegexField(rf"^{TOKEN.pattern}$", widget=forms.HiddenInput)


class ContributionForm(TokenForm):
    title = forms.CharField(
        label=_("Votre idée en une phrase"),
        max_length=TITLE_LENGTH,
        error_messages={"required": _("Donnez un titre à votre idée.")},
    )
    text = forms.CharField(
        label=_("Expliquez-la"),
        help_text=CAUTION,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Écrivez quelques mots pour expliquer votre idée.")},
    )
    theme = forms.ChoiceField(label=_("Thème"), required=False)
    zone = forms.ChoiceField(label=_("Secteur"), required=False)
    place = forms.CharField(
        label=_("Lieu, si l'idée en a un"),
        help_text=_("Une place, une rue, un bâtiment. Pas l'adresse de quelqu'un."),
        max_length=200,
        required=False,
    )
    latitude = forms.FloatField(
        label=_("Latitude"),
        min_value=-90,
        max_value=90,
        required=False,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )
    longitude = forms.FloatField(
        label=_("Longitude"),
        min_value=-180,
        max_value=180,
        required=False,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )
    picture = forms.FileField(
        label=_("Image"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    picture_alt = forms.CharField(
        label=_("Ce que montre l'image"),
        help_text=_("Pour qui ne la voit pas ; à remplir s'il y a une image."),
        max_length=300,
        required=False,
    )
    email = forms.EmailField(
        label=_("Adresse électronique"),
        help_text=_(
            "Seulement si vous voulez être prévenu de la suite. Elle est gardée à part, n'est "
            "jamais publiée, et est effacée un mois après la réponse, un an après la fin au plus."
        ),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, themes: Iterable[Theme], zones: Iterable[Zone], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["picture"].help_text = _(
            "JPEG, PNG ou WebP, %(size)d Mo au plus. Personne ne doit y être reconnaissable. "
            "Elle est montrée après relecture, sans le lieu ni l'appareil de la prise de vue."
        ) % {"size": LARGEST_MEGABYTES}  # told when it is shown: a text made earlier stays French
        self.themes = {theme.code: theme for theme in themes}
        self.zones = {zone.code: zone for zone in zones}
        _choose(self.fields["theme"], self.themes, [NONE])
        _choose(self.fields["zone"], self.zones, [NONE])
        if not self.themes:
            del self.fields["theme"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("picture") and not cleaned.get("picture_alt"):
            self.add_error("picture_alt", _("Décrivez l'image en quelques mots."))
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            name = "latitude" if cleaned.get("latitude") is None else "longitude"
            self.add_error(name, _("Un point demande une latitude et une longitude."))
        return cleaned

    def clean_picture(self) -> UploadedFile | None:
        picture: UploadedFile | None = self.cleaned_data["picture"]
        if picture and (picture.size or 0) > LARGEST_MEGABYTES * 1024 * 1024:
            message = _("Cette image est trop lourde : %(size)d Mo au plus.")
            raise forms.ValidationError(message % {"size": LARGEST_MEGABYTES})
        return picture

    @property
    def given(self) -> dict[str, Any]:
        """Give what the operation takes; call after `is_valid`."""
        values = {name: value for name, value in self.cleaned_data.items() if value != ""}
        values["theme"] = self.themes.get(values.get("theme", ""))
        values["zone"] = self.zones.get(values.get("zone", ""))
        return values


class CommentForm(TokenForm):
    text = forms.CharField(
        label=_("Votre commentaire"),
        help_text=CAUTION,
        max_length=COMMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Écrivez votre commentaire avant de l'envoyer.")},
    )


class ContributionSearchForm(forms.Form):
    """The criteria of the list, the map and the API. What is not understood filters nothing."""

    use_required_attribute = False

    q = forms.CharField(
        label=_("Rechercher"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    theme = forms.ChoiceField(label=_("Thème"), required=False)
    zone = forms.ChoiceField(label=_("Secteur"), required=False)
    answer = forms.ChoiceField(
        label=_("Réponse de la Ville"),
        required=False,
        choices=[
            ("", _("Indifférent")),
            *ContributionAnswer.choices,
            (UNANSWERED, _("Sans réponse encore")),
        ],
    )
    sort = forms.ChoiceField(
        label=_("Ordre"),
        required=False,
        choices=[("", _("Au plus près de la recherche")), *Sort.choices],
    )

    def __init__(self, data: Mapping[str, Any], *, themes: Iterable[Theme], zones: Iterable[Zone]):
        super().__init__(data)
        _choose(self.fields["theme"], {item.code: item for item in themes}, [("", _("Tous"))])
        _choose(self.fields["zone"], {item.code: item for item in zones}, [("", _("Tous"))])

    @property
    def filters(self) -> ContributionFilters:
        """Read what was understood; call after `is_valid`."""
        cleaned = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return ContributionFilters(**{**cleaned, "q": cleaned["q"].replace("\x00", "")})

    @property
    def active(self) -> list[tuple[str, str]]:
        """List the filters in use: the field's name, and the value in words."""
        found = []
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if value and name != "sort":
                words = dict(getattr(field, "choices", ())).get(value, f"« {value} »")
                found.append((name, str(words)))
        return found


def _choose(field: forms.Field, records: Mapping[str, Theme | Zone], first: list[Any]) -> None:
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type
    named = [(code, localised_text(item, "name").text) for code, item in records.items()]
    field.choices = [*first, *named]
