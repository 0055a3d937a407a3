"""The team's pages: move, merge or split a finding, with the keyboard alone."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from diagnostic import operations
from diagnostic.forms import MergeForm, MoveForm, SplitForm
from diagnostic.models import Finding
from diagnostic.permissions import can_edit_finding


@method_decorator(never_cache, name="dispatch")
class FindingVerbView(LoginRequiredMixin, FormView):
    """Ask what a verb needs, do it, come back to the finding."""

    template_name = "diagnostic/finding_verb.html"
    title: str | Promise
    explanation: str | Promise
    done: str | Promise
    finding: Finding

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not can_edit_finding(request.user):
            raise PermissionDenied
        findings = Finding.objects.select_related("axis")
        self.finding = get_object_or_404(findings, code=kwargs["code"])
        if not self.finding.is_active:
            messages.error(request, _("Ce constat est déjà fusionné ou scindé."))
            return redirect(self.finding)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"finding": self.finding}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            self.perform(form)
        except ValidationError as error:
            for message in error.messages:
                form.add_error(None, message)
            return self.form_invalid(form)
        messages.success(self.request, str(self.done))
        return redirect(self.finding)

    def perform(self, form: Any) -> None:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [
            (_("Diagnostic"), reverse("diagnostic:index")),
            (_("Constats"), reverse("diagnostic:finding-list")),
            (self.finding.code, self.finding.get_absolute_url()),
            (self.title, ""),
        ]
        words = {"title": self.title, "explanation": self.explanation}
        return super().get_context_data(
            finding=self.finding, breadcrumb=crumbs, tab="findings", **words, **kwargs
        )


class FindingMoveView(FindingVerbView):
    form_class = MoveForm
    title = gettext_lazy("Déplacer le constat")
    explanation = gettext_lazy(
        "Le constat garde ses preuves ; son déplacement reste dans l'histoire."
    )
    done = gettext_lazy("Le constat est déplacé.")

    def perform(self, form: MoveForm) -> None:
        operations.move_finding(finding=self.finding, **form.cleaned_data)


class FindingMergeView(FindingVerbView):
    form_class = MergeForm
    title = gettext_lazy("Fusionner des constats")
    explanation = gettext_lazy(
        "Les constats cochés disparaissent de la matrice au profit de celui-ci."
    )
    done = gettext_lazy("Les constats sont fusionnés.")

    def perform(self, form: MergeForm) -> None:
        operations.merge_findings(kept=self.finding, **form.cleaned_data)


class FindingSplitView(FindingVerbView):
    form_class = SplitForm
    title = gettext_lazy("Scinder le constat")
    explanation = gettext_lazy(
        "Chaque partie reprend les preuves et les actions ; triez-les ensuite."
    )
    done = gettext_lazy("Le constat est scindé.")

    def perform(self, form: SplitForm) -> None:
        operations.split_finding(finding=self.finding, parts=form.parts())
