"""What every admin page shares. Imports and exports: see backoffice_imports.py."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminSplitDateTime, AdminURLFieldWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import DateTimeField, DecimalField, Field, Model, URLField
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from perpignan.history import history_of
from perpignan.phases import page_of


class TypedNumberField(forms.DecimalField):
    """A number as people type or paste it: `1 250,50`, whatever the space."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the parent says Any text
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)


class NamedSplitDateTime(AdminSplitDateTime):
    """A moment in two boxes, each named for those who do not see what stands before it."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        told = (context["date_label"], context["time_label"])
        for box, label in zip(context["widget"]["subwidgets"], told, strict=True):
            box["attrs"]["aria-label"] = str(label).rstrip(" :\u00a0")
        return context


#: Numbers are typed and shown with a comma; inlines name it in `formfield_overrides` too.
LOCAL_NUMBERS: dict[type[Field], dict[str, Any]] = {
    DecimalField: {"form_class": TypedNumberField, "localize": True}
}


class NamedBoxFormSet(BaseInlineFormSet):
    """Lines whose box "delete" says what it does, in a table that gives it no label."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            field = form.fields[DELETION_FIELD_NAME]
            field.widget.attrs["aria-label"] = str(field.label)


class PortalTabularInline(admin.TabularInline):
    """Lines whose cells bear the title of their column, for those who do not see it."""

    formset = NamedBoxFormSet

    def formfield_for_dbfield(self, db_field: Field, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and field.label:
            field.widget.attrs["aria-label"] = capfirst(str(field.label))
        return field


class VerbForm(forms.Form):
    """What a verb asks before it is done; it knows the record and the person."""

    def __init__(self, *args: Any, record: Model, user: Any, **kwargs: Any) -> None:
        self.record, self.user = record, user
        super().__init__(*args, **kwargs)


@dataclass(frozen=True)
class Verb:
    """An operation offered as a button above a record, with a page that asks and confirms.

    `run(record, answers, user)` calls the operation; `is_offered(record, user)` says
    whether the button shows and the page opens.
    """

    slug: str
    label: str | Promise
    form: type[VerbForm]
    run: Callable[[Any, dict[str, Any], Any], object]
    is_offered: Callable[[Any, Any], bool]


class PortalModelAdmin(admin.ModelAdmin):
    """A ModelAdmin that tells a record's whole history, links to its page, offers verbs."""

    verbs: ClassVar[Sequence[Verb]] = ()
    object_history_template = "admin/portal_history.html"
    change_form_template = "admin/portal_change_form.html"
    list_per_page = 50
    save_on_top = True
    formfield_overrides = {
        **LOCAL_NUMBERS,
        DateTimeField: {"widget": NamedSplitDateTime},
        URLField: {"widget": AdminURLFieldWidget, "assume_scheme": "https"},
    }
    show_full_result_count = False

    class Media:
        js = ("perpignan/js/admin.js",)

    def view_on_site(self, obj: Model) -> str | None:
        """Link to the record's own page, or to the one that a phase gives it."""
        own = getattr(obj, "get_absolute_url", None)
        return own() if own else page_of(obj)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_verb"
        view = self.admin_site.admin_view(self.verb_view)
        return [path("<path:object_id>/faire/<slug:verb>/", view, name=name), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        record = kwargs.get("obj")
        context["verbs"] = self._offered_verbs(request, record) if record else []
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        record = self.get_object(request, object_id)
        changes = history_of(record) if record is not None else []
        return super().history_view(
            request, object_id, {"changes": changes, **(extra_context or {})}
        )

    def verb_view(self, request: HttpRequest, object_id: str, verb: str) -> HttpResponse:
        """Ask what the verb needs, do it, and come back to the record."""
        record = self.get_object(request, object_id)
        if record is None or not self.has_view_permission(request, record):
            raise Http404
        chosen = next((item for item in self.verbs if item.slug == verb), None)
        if chosen is None:
            raise Http404
        if not chosen.is_offered(record, request.user):
            raise PermissionDenied
        form = chosen.form(request.POST or None, record=record, user=request.user)
        if request.method == "POST" and form.is_valid() and self._run(chosen, form):
            messages.success(request, _("%(verb)s : c'est fait.") % {"verb": chosen.label})
            return HttpResponseRedirect(self._url_of("change", record))
        return self._verb_page(request, record, chosen, form)

    def _offered_verbs(self, request: HttpRequest, record: Model) -> list[dict[str, Any]]:
        return [
            {"label": verb.label, "url": self._url_of("verb", record, verb.slug)}
            for verb in self.verbs
            if verb.is_offered(record, request.user)
        ]

    def _run(self, verb: Verb, form: VerbForm) -> bool:
        try:
            verb.run(form.record, form.cleaned_data, form.user)
        except ValidationError as error:
            for message in error.messages:
                form.add_error(None, message)
            return False
        return True

    def _verb_page(
        self, request: HttpRequest, record: Model, verb: Verb, form: VerbForm
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": verb.label,
            "subtitle": str(record),
            "opts": self.opts,
            "original": record,
            "form": form,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/portal_verb.html", context)

    def _url_of(self, page: str, record: Model, *args: str) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=[record.pk, *args], current_app=self.admin_site.name)
