"""The back office of the news: written by the team, published by the pilots."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from perpignan.backoffice import PortalModelAdmin, Verb, VerbForm
from perpignan.backoffice_imports import PortalImportExport
from perpignan.study import operations
from perpignan.study.chain import nouns
from perpignan.study.models import News
from perpignan.study.permissions import can_publish_news
from perpignan.study.resources import NewsResource


class PublishNewsForm(VerbForm):
    """The day from which it is read; a later one waits."""

    on = forms.DateField(
        label=_("Publiée le"),
        required=False,
        help_text=_("Vide : aujourd'hui. Une date à venir attend son jour."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )


@admin.register(News)
class NewsAdmin(PortalImportExport, PortalModelAdmin):
    resource_classes = [NewsResource]
    list_display = ("title", "status", "published_on", "link_kind", "link_code")
    list_filter = ("status", "link_kind", "is_illustrative")
    search_fields = ("code", "title", "text")
    readonly_fields = ("status", "published_on")
    fieldsets = (
        (None, {"fields": ("title", "code", "text", ("status", "published_on"))}),
        (_("En catalan"), {"fields": ("title_ca", "text_ca")}),
        (_("En anglais"), {"fields": ("title_en", "text_en")}),
        (_("Ce dont elle parle"), {"fields": (("link_kind", "link_code"), "is_illustrative")}),
    )
    prepopulated_fields = {"code": ("title",)}
    verbs = (
        Verb(
            "publier",
            _("Publier"),
            PublishNewsForm,
            lambda news, answers, user: operations.publish_news(news=news, on=answers["on"]),
            lambda news, user: can_publish_news(user) and not news.is_published,
        ),
        Verb(
            "retirer",
            _("Retirer"),
            VerbForm,
            lambda news, answers, user: operations.withdraw_news(news=news),
            lambda news, user: can_publish_news(user) and news.is_published,
        ),
    )

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "link_kind":
            choices = [("", "-"), *((noun.slug, noun.label) for noun in nouns().values())]
            return forms.ChoiceField(label=db_field.verbose_name, choices=choices, required=False)
        return field

    def save_model(self, request: HttpRequest, obj: News, form: Any, change: bool) -> None:
        operations.save_news(news=obj)
