from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from perpignan.backoffice import VerbForm
from perpignan.governance.models import (
    DiaryEntry,
    Membership,
    MilestoneMove,
    NoticePreference,
    StudyRisk,
)
from perpignan.governance.models.requests import EXTENSIONS, FORMATS, MEGABYTES, light_enough
from perpignan.governance.queries import people_to_mention
from perpignan.study.models import User
from perpignan.study.references import Place


class MoveForm(VerbForm):
    """The new date of a milestone and why: the old one is kept with the reason."""

    to = forms.DateField(label=_("Nouvelle date"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label=_("Raison"), max_length=250)


class MilestoneMoveForm(forms.ModelForm):
    """Which milestone moves, to when, and why."""

    class Meta:
        model = MilestoneMove
        fields = ("deliverable", "meeting", "new_date", "reason")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        deliverable, meeting = cleaned.get("deliverable"), cleaned.get("meeting")
        if bool(deliverable) == bool(meeting):
            raise ValidationError(_now("Choisissez un livrable ou une réunion, un seul des deux."))
        if deliverable and deliverable.due_on is None:
            raise ValidationError(
                {"deliverable": _now("Ce livrable n'a pas encore d'échéance à déplacer.")}
            )
        return cleaned


class RiskForm(forms.ModelForm):
    """Where a risk stands today."""

    class Meta:
        model = StudyRisk
        fields = ("state", "likelihood", "impact", "response")
        widgets = {"response": forms.Textarea(attrs={"rows": 3})}


class DiaryForm(forms.ModelForm):
    """A workshop, a drop-in or a visit, as it is planned or as it was."""

    class Meta:
        model = DiaryEntry
        fields = (
            *("kind", "title", "starts_at", "duration", "place", "zone", "audience", "host"),
            *("attendance", "note"),
        )
        widgets = {
            "starts_at": forms.DateTimeInput(
                format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}
            ),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host"].queryset = Membership.objects.select_related("organisation", "body")  # type: ignore[attr-defined]  # a field of rows
        self.fields["attendance"].help_text = _now("Une fois le rendez-vous tenu.")


class AnswerForm(forms.Form):
    """What a department sends: a file, or words that say where it is."""

    file = forms.FileField(label=_("Fichier"), required=False, validators=[FORMATS, light_enough])
    answer = forms.CharField(
        label=_("Ce qu'il faut savoir"),
        help_text=_("La date des données, leur périmètre, ou l'endroit où les trouver."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _now(
            "Un fichier de %(size)d Mo au plus : %(formats)s. Il reste privé."
        ) % {"size": MEGABYTES, "formats": ", ".join(EXTENSIONS)}


class PreferenceForm(forms.ModelForm):
    """How often a person is written to."""

    class Meta:
        model = NoticePreference
        fields = ("rhythm", "quiet_until")
        widgets = {
            "rhythm": forms.RadioSelect,
            "quiet_until": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }


class FeedForm(forms.Form):
    label = forms.CharField(
        label=_("Pour quel agenda"),
        help_text=_("Pour le reconnaître plus tard : « téléphone », « bureau »."),
        max_length=80,
        required=False,
    )


class PersonChoice(forms.ModelMultipleChoiceField):
    """People told by their function first."""

    def label_from_instance(self, obj: Any) -> str:
        function = obj.job_title or obj.department
        return f"{function} – {obj}" if function else str(obj)


class CommentForm(forms.Form):
    """A remark, the chapter that it bears on where there are some, and who is called to it."""

    place = forms.ChoiceField(label=_("Chapitre"), required=False)
    text = forms.CharField(
        label=_("Remarque"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    mentioned = PersonChoice(
        label=_("Demander l'avis de"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, places: Sequence[Place] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _now("L'ensemble")), *((item.slug, item.title) for item in places)]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]  # a field with choices
        if not places:
            del self.fields["place"]
        self.fields["mentioned"].queryset = people_to_mention()  # type: ignore[attr-defined]  # a field of rows
