from typing import Any

from django.http import HttpRequest

from perpignan.backoffice import PortalModelAdmin
from perpignan.governance import operations


class RecordAdmin(PortalModelAdmin):
    """Rows and the rows inside them are stored by operations, as at every door."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_record(record=obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for record in formset.save(commit=False):
            operations.save_record(record=record)
        for record in formset.deleted_objects:
            record.delete()
        formset.save_m2m()
