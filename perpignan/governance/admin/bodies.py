from django.contrib import admin

from perpignan.backoffice import PortalTabularInline
from perpignan.backoffice_imports import PortalImportExport
from perpignan.governance.admin.records import RecordAdmin
from perpignan.governance.models import Body, Membership
from perpignan.governance.resources import BodyResource, MembershipResource


class MembershipInline(PortalTabularInline):
    model = Membership
    extra = 0
    fields = ("code", "function", "organisation", "department", "role", "is_guest")
    autocomplete_fields = ("organisation",)


@admin.register(Body)
class BodyAdmin(PortalImportExport, RecordAdmin):
    resource_classes = (BodyResource,)
    list_display = ("name", "short_name", "kind", "rhythm")
    search_fields = ("code", "name", "short_name")
    inlines = (MembershipInline,)


@admin.register(Membership)
class MembershipAdmin(PortalImportExport, RecordAdmin):
    """Seats by themselves: who, by function, holds what."""

    resource_classes = (MembershipResource,)
    list_display = ("function", "body", "organisation", "department", "role", "is_guest")
    list_filter = ("body", "role", "is_guest")
    list_select_related = ("body", "organisation")
    search_fields = ("code", "function", "department", "organisation__name")
    autocomplete_fields = ("body", "organisation", "account")
