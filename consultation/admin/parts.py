"""What the pages of all parts of a questionnaire share: frozen, refused, deleted."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.options import InlineModelAdmin
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import Model
from django.forms import BaseModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from consultation import operations
from consultation.models import Questionnaire
from perpignan.backoffice import PortalModelAdmin, PortalTabularInline


def in_languages(*names: str) -> tuple[str, ...]:
    return tuple(name + language for name in names for language in ("", "_ca", "_en"))


def is_frozen(part: Model | None) -> bool:
    questionnaire = operations.questionnaire_of(part) if part is not None else None
    return questionnaire is not None and questionnaire.is_frozen


def with_errors(form: type[BaseModelForm], refusal: ValidationError) -> type[BaseModelForm]:
    """Make a form that shows at its fields what an operation has refused."""

    class Refused(form):  # type: ignore[valid-type,misc]  # the form is known at run time
        def _post_clean(self) -> None:
            super()._post_clean()
            by_field = hasattr(refusal, "error_dict")
            listed = refusal.error_dict if by_field else {NON_FIELD_ERRORS: refusal.error_list}
            for name, errors in listed.items():
                known = name if name in self.fields else None
                self.add_error(known, errors)

    return Refused


class RefusingAdmin(PortalModelAdmin):
    """An admin whose operations may refuse what was sent: the page says so at its fields."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Show the page again, as it was filled, when an operation refuses what was sent."""
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as error:
            request.refusal = error  # type: ignore[attr-defined]  # kept on the object for its own page
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        refusal = getattr(request, "refusal", None)
        return form if refusal is None else with_errors(form, refusal)


class PartAdmin(RefusingAdmin):
    """A part of a questionnaire: read only once people answer it."""

    actions = None

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not is_frozen(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not is_frozen(obj) and super().has_delete_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_part(part=obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        parts = formset.save(commit=False)
        for part in formset.deleted_objects:
            operations.delete_part(part=part)
        for part in parts:
            operations.save_part(part=part)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Check the conditions once all that was sent is there."""
        super().save_related(request, form, formsets, change)
        questionnaire = operations.questionnaire_of(form.instance)
        if questionnaire is not None:
            operations.check_conditions(questionnaire)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().delete_view(request, object_id, extra_context)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            record = self.get_object(request, object_id)
            return HttpResponseRedirect(self._url_of("change", record))  # type: ignore[arg-type]  # the record was found a moment ago

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        operations.delete_part(part=obj)

    def view_on_site(self, obj: Model) -> str | None:
        questionnaire = operations.questionnaire_of(obj)
        return preview_url(questionnaire) if questionnaire else None


class OutlinedAdmin(PartAdmin):
    """A section or a question: once saved, one comes back to the outline it stands in."""

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return HttpResponseRedirect(outline_url(obj))

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return HttpResponseRedirect(outline_url(obj))


def outline_url(part: Any) -> str:
    """Lead to the place of a section or a question in the outline of its questionnaire."""
    address = reverse("admin:consultation_questionnaire_change", args=[part.questionnaire_id])
    return f"{address}#{part._meta.model_name}-{part.pk}"


def preview_url(questionnaire: Questionnaire) -> str:
    """Lead to the preview of a version: what the public sees, or will see."""
    address = reverse("consultation:preview", args=[questionnaire.consultation.slug])
    return f"{address}?version={questionnaire.version}"


class FrozenInline(InlineModelAdmin):
    """Parts edited on their parent's page, until the questionnaire is frozen."""

    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not is_frozen(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not is_frozen(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not is_frozen(obj) and super().has_delete_permission(request, obj)


class PartInline(FrozenInline, PortalTabularInline):
    """The same, a line a part."""
