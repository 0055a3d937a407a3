from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from perpignan.reports.annexes import annexes_for
from perpignan.reports.chapters import chapters_for
from perpignan.reports.enums import ReportFormat, VersionState
from perpignan.reports.formats import offered
from perpignan.reports.kinds import KINDS, LANGUAGE_NAMES, Kind
from perpignan.reports.models import Report, ReportSchedule
from perpignan.reports.permissions import can_request_internal_report
from perpignan.study.models import Deliverable, Priority, Zone
from perpignan.study.permissions import Person


class ReportRequestForm(forms.Form):
    """Ask for one kind of report; only the team is offered internal data."""

    kind = forms.ChoiceField(widget=forms.HiddenInput)
    format = forms.ChoiceField(label=_("Format"), choices=ReportFormat.choices)
    is_internal = forms.BooleanField(
        label=_("Avec les données internes"),
        help_text=_("Pour l'équipe seulement : ce rapport ne se diffuse pas."),
        required=False,
    )

    chapters = forms.MultipleChoiceField(
        label=_("Chapitres"),
        help_text=_("Tous, si rien n'est coché."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    annexes = forms.MultipleChoiceField(
        label=_("Annexes"),
        help_text=_("Longs tableaux, ligne à ligne : dans le classeur, et en CSV à côté."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    language = forms.ChoiceField(
        label=_("Langue"), choices=list(LANGUAGE_NAMES.items()), required=False
    )
    priority = forms.ModelChoiceField(
        label=_("Priorité"),
        queryset=Priority.objects.all(),
        to_field_name="code",
        required=False,
        empty_label=_("Toutes les priorités"),
    )
    zone = forms.ModelChoiceField(
        label=_("Zone"),
        help_text=_("Limité à une zone, le rapport garde les chapitres qui en parlent."),
        queryset=Zone.objects.all(),
        to_field_name="code",
        required=False,
        empty_label=_("Toutes les zones"),
    )
    is_notified = forms.BooleanField(
        label=_("Me prévenir par courriel quand il est prêt"), required=False
    )

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.slug, kind.title) for kind in KINDS.values()]  # type: ignore[attr-defined]  # a choice field
        kind = self.data.get("kind") or self.initial.get("kind") or ""
        self.fields["chapters"].choices = [  # type: ignore[attr-defined]  # a choice field
            (chapter.slug, chapter.title) for chapter in chapters_for(kind)
        ]
        self.fields["annexes"].choices = [  # type: ignore[attr-defined]  # a choice field
            (annex.slug, annex.title) for annex in annexes_for(kind)
        ]
        if not can_request_internal_report(user):
            del self.fields["is_internal"]

    def clean_priority(self) -> str:
        found = self.cleaned_data["priority"]
        return found.code if found else ""

    def clean_zone(self) -> str:
        found = self.cleaned_data["zone"]
        return found.code if found else ""


def form_for(kind: Kind, user: Person, *, in_detail: bool = False) -> ReportRequestForm:
    """Make the form that asks for this kind, in its own formats; in detail, by chapter."""
    form = ReportRequestForm(
        user=user, initial={"kind": kind.slug, "format": kind.formats[0]}, auto_id=f"{kind.slug}-%s"
    )
    choices = [(str(name), ReportFormat(name).label) for name in offered(kind.formats)]
    form.fields["format"].choices = choices  # type: ignore[attr-defined]  # a choice field
    if len(choices) == 1:
        form.fields["format"].widget = forms.HiddenInput()
    languages = [(code, LANGUAGE_NAMES[code]) for code in kind.languages]
    form.fields["language"].choices = languages  # type: ignore[attr-defined]  # a choice field
    if len(languages) == 1:
        del form.fields["language"]
    if not kind.is_narrowed or not in_detail:
        del form.fields["priority"]
    if not kind.is_zoned or not in_detail:
        del form.fields["zone"]
    if not in_detail or not annexes_for(kind.slug):
        del form.fields["annexes"]
    if not in_detail:
        del form.fields["chapters"], form.fields["is_notified"]
    return form


class DecisionForm(forms.Form):
    """Admit, postpone or reject; a reason is asked for the last two."""

    state = forms.ChoiceField(
        label=_("Décision"),
        choices=[
            (VersionState.ADMITTED.value, _("Admettre")),
            (VersionState.POSTPONED.value, _("Ajourner")),
            (VersionState.REJECTED.value, _("Rejeter")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Motif"),
        help_text=_("Demandé pour un ajournement ou un rejet."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_state(self) -> VersionState:
        return VersionState(self.cleaned_data["state"])


class SubmissionForm(forms.Form):
    """Choose the deliverable that a report is, and say what changed."""

    deliverable = forms.ModelChoiceField(label=_("Livrable"), queryset=Deliverable.objects.none())
    note = forms.CharField(
        label=_("Ce qui change depuis la version d'avant"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["deliverable"]
        field.queryset = Deliverable.objects.order_by("phase__order", "code")  # type: ignore[attr-defined]  # a choice field
        kind = KINDS.get(report.kind)
        if kind and kind.deliverable:
            self.initial["deliverable"] = Deliverable.objects.filter(code=kind.deliverable).first()


class ScheduleForm(forms.ModelForm):
    """Choose a report by its name."""

    kind = forms.ChoiceField(label=_("Rapport"))

    class Meta:
        model = ReportSchedule
        fields = ("kind", "format", "is_internal", "weekday", "hour", "owner", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.slug, kind.title) for kind in KINDS.values()]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any] | None:
        """Refuse what the operation would: a format that the report or the machine lacks."""
        cleaned = super().clean()
        kind = KINDS.get(self.cleaned_data.get("kind", ""))
        if kind and self.cleaned_data.get("format") not in offered(kind.formats):
            self.add_error("format", _("Ce rapport n'existe pas dans ce format."))
        return cleaned
