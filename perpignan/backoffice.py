"""What every admin page and every import shares."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from import_export import instance_loaders, resources

from perpignan.history import history_of


class PortalModelAdmin(admin.ModelAdmin):
    """A ModelAdmin that tells the whole history of a record and links to its page."""

    object_history_template = "admin/portal_history.html"
    list_per_page = 50
    save_on_top = True
    show_full_result_count = False

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        record = self.get_object(request, object_id)
        changes = history_of(record) if record is not None else []
        return super().history_view(
            request, object_id, {"changes": changes, **(extra_context or {})}
        )


class PortalResource(resources.ModelResource):
    """An import that validates like a form, reads existing rows once and calls operations.

    import-export's own defaults do none of the three. Its preview runs in a
    transaction that is rolled back, so operations keep side effects for on_commit.
    """

    class Meta:
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = True
        instance_loader_class = instance_loaders.CachedInstanceLoader
        store_row_values = True
