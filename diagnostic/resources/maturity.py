"""Maturity in and out as tables: what is asked, when, and answers taken for someone."""

from django.db.models import QuerySet

from diagnostic import operations
from diagnostic.models import MaturityAnswer, MaturityDimension, MaturityLevel, MaturityRound
from perpignan.backoffice_imports import KeysLoader, PortalResource


class MaturityDimensionResource(PortalResource):
    class Meta(PortalResource.Meta):
        model = MaturityDimension
        import_id_fields = ("code",)
        fields = (
            *("code", "name", "name_ca", "name_en", "question", "question_ca", "question_en"),
            *("order", "sources"),
        )

    def get_queryset(self) -> QuerySet[MaturityDimension]:
        return MaturityDimension.objects.prefetch_related("sources")

    def do_instance_save(self, instance: MaturityDimension, is_create: bool) -> None:
        operations.save_maturity(record=instance)


class MaturityRoundResource(PortalResource):
    class Meta(PortalResource.Meta):
        model = MaturityRound
        import_id_fields = ("code",)
        fields = ("code", "title", "opens_on", "closes_on", "is_illustrative")

    def do_instance_save(self, instance: MaturityRound, is_create: bool) -> None:
        operations.save_maturity(record=instance)


class MaturityLevelResource(PortalResource):
    class Meta(PortalResource.Meta):
        model = MaturityLevel
        import_id_fields = ("dimension", "level")
        instance_loader_class = KeysLoader
        fields = ("dimension", "level", "description")

    def get_queryset(self) -> QuerySet[MaturityLevel]:
        return MaturityLevel.objects.select_related("dimension")

    def do_instance_save(self, instance: MaturityLevel, is_create: bool) -> None:
        operations.save_maturity(record=instance)


class MaturityAnswerResource(PortalResource):
    """Answers without an account; what a person answered herself stays hers."""

    class Meta(PortalResource.Meta):
        model = MaturityAnswer
        import_id_fields = ("round", "respondent_label", "dimension")
        instance_loader_class = KeysLoader
        fields = ("round", "respondent_label", "dimension", "level", "comment")

    def get_queryset(self) -> QuerySet[MaturityAnswer]:
        answers = MaturityAnswer.objects.filter(respondent__isnull=True)
        return answers.select_related("round", "dimension")

    def do_instance_save(self, instance: MaturityAnswer, is_create: bool) -> None:
        operations.save_maturity(record=instance)
