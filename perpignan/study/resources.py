"""Actions, news and interviews in and out as tables: no file bears a person's name.

Resource persons are kept in the back office only (docs/decisions/050).
"""

from django.db.models import QuerySet

from perpignan.backoffice_imports import KeysLoader, PortalResource
from perpignan.study import operations
from perpignan.study.models import Action, Interview, InterviewGuide, InterviewQuestion, News, Quote


class ActionResource(PortalResource):
    """Actions by their code, with where each is done; the sheets are the action plan's."""

    class Meta(PortalResource.Meta):
        model = Action
        import_id_fields = ("code",)
        fields = (
            *("code", "title", "priority", "axes", "zones", "objective", "lead_department"),
            *("status", "discard_reason", "visibility", "is_illustrative"),
        )

    def get_queryset(self) -> QuerySet[Action]:
        return Action.objects.select_related("priority").prefetch_related("axes", "zones")

    def do_instance_save(self, instance: Action, is_create: bool) -> None:
        operations.save_action(action=instance)


class InterviewGuideResource(PortalResource):
    class Meta(PortalResource.Meta):
        model = InterviewGuide
        import_id_fields = ("code",)
        fields = ("code", "title", "objective", "audience", "duration", "is_illustrative")

    def do_instance_save(self, instance: InterviewGuide, is_create: bool) -> None:
        operations.save_record(record=instance)


class InterviewQuestionResource(PortalResource):
    """A question is known by its guide and its rank."""

    class Meta(PortalResource.Meta):
        model = InterviewQuestion
        import_id_fields = ("guide", "order")
        instance_loader_class = KeysLoader
        fields = ("guide", "order", "theme", "text")

    def get_queryset(self) -> QuerySet[InterviewQuestion]:
        return InterviewQuestion.objects.select_related("guide")

    def do_instance_save(self, instance: InterviewQuestion, is_create: bool) -> None:
        operations.save_record(record=instance)


class InterviewResource(PortalResource):
    """An interview by its reference; who was heard by department or organisation."""

    class Meta(PortalResource.Meta):
        model = Interview
        import_id_fields = ("code",)
        fields = (
            *("code", "guide", "kind", "department", "organisation", "held_on", "mode"),
            *("status", "attendees", "minutes", "is_illustrative"),
        )

    def get_queryset(self) -> QuerySet[Interview]:
        return Interview.objects.select_related("guide", "organisation")

    def do_instance_save(self, instance: Interview, is_create: bool) -> None:
        operations.save_record(record=instance)


class NewsResource(PortalResource):
    """News in and out; what is imported is a draft until someone publishes it."""

    class Meta(PortalResource.Meta):
        model = News
        import_id_fields = ("code",)
        fields = (
            *("code", "title", "title_ca", "title_en", "text", "text_ca", "text_en"),
            *("link_kind", "link_code", "is_illustrative"),
        )

    def do_instance_save(self, instance: News, is_create: bool) -> None:
        operations.save_news(news=instance)


class QuoteResource(PortalResource):
    """Words are known by their interview and themselves."""

    class Meta(PortalResource.Meta):
        model = Quote
        import_id_fields = ("interview", "text")
        instance_loader_class = KeysLoader
        fields = ("interview", "text", "consent", "reread_on")

    def get_queryset(self) -> QuerySet[Quote]:
        return Quote.objects.select_related("interview")

    def do_instance_save(self, instance: Quote, is_create: bool) -> None:
        operations.save_record(record=instance)
