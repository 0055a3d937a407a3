from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound, Throttled, ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import DefaultRouter
from rest_framework.viewsets import ReadOnlyModelViewSet

from consultation.enums import AccessMode, MarkReason
from consultation.models import Consultation
from consultation.models.keys import account_key
from consultation.operations import admit_with_code, submit_response
from consultation.permissions import can_read_opinions, can_read_results
from consultation.queries import (
    consultations_with_questionnaires,
    current_questionnaire,
    opinions_of,
    response_counts,
    response_of,
    stored_results,
    visible_consultations,
)
from consultation.resources import results_document
from consultation.serializers import (
    ConsultationSerializer,
    OpinionsSerializer,
    ReceiptSerializer,
    ResponseSubmissionSerializer,
    ResultsSerializer,
)
from consultation.views.burst import burst_counter
from perpignan.limits import count, write_counters


class ConsultationViewSet(ReadOnlyModelViewSet[Consultation]):
    """Public consultations: what they ask, and how many people answered."""

    queryset = Consultation.objects.none()
    serializer_class = ConsultationSerializer
    lookup_field = "slug"

    def get_queryset(self) -> QuerySet[Consultation]:
        if self.action == "opinions":
            return visible_consultations(self.request.user)
        if self.action == "responses":
            return visible_consultations(self.request.user).for_answering()
        return consultations_with_questionnaires(self.request.user)

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        """Count the responses of all the consultations shown in one statement."""
        if args and self.action in ("list", "retrieve"):
            shown = args[0] if kwargs.get("many") else [args[0]]
            kwargs["context"] = {
                **self.get_serializer_context(),
                "counts": response_counts([item.pk for item in shown]),
            }
        return super().get_serializer(*args, **kwargs)

    @extend_schema(responses={200: OpinionsSerializer})
    @action(detail=True)
    def opinions(self, request: Request, slug: str) -> Response:
        """Groups of opinion, what unites and what divides: the same object as the page."""
        consultation = self.get_object()
        may_read = can_read_opinions(request.user, consultation, timezone.now())
        found = opinions_of(consultation) if may_read else None
        if found is None:
            raise NotFound(_("Aucune analyse des opinions n'est publiée."))
        return Response(OpinionsSerializer(found).data)

    @extend_schema(
        request=ResponseSubmissionSerializer,
        responses={201: ReceiptSerializer, 200: ReceiptSerializer},
    )
    @action(detail=True, methods=["post"], permission_classes=[AllowAny])
    def responses(self, request: Request, slug: str) -> Response:
        """Answer, without an account: the same checks and the same receipt as the page.

        What comes in a burst is kept, with a mark.
        """
        consultation = self.get_object()
        given = ResponseSubmissionSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        token = given.validated_data["idempotency_token"]
        in_burst = _counted(request, consultation, token)
        questionnaire = current_questionnaire(consultation)
        if questionnaire is None:
            raise ValidationError(_("Cette consultation n'a pas de questionnaire."))
        submission = submit_response(
            consultation=consultation,
            questionnaire=questionnaire,
            answers=given.validated_data["answers"],
            token=token,
            language=given.validated_data["language"],
            respondent_key=_respondent_key(request, consultation, token, given.validated_data),
            mark=MarkReason.BURST if in_burst else None,
        )
        status = 201 if submission.is_new else 200
        return Response(ReceiptSerializer(submission).data, status=status)

    @extend_schema(responses={200: ResultsSerializer})
    @action(detail=True, methods=["get"], permission_classes=[AllowAny])
    def results(self, request: Request, slug: str) -> Response:
        """Give the results once they are published: the counts of the pages, hidden alike."""
        consultation = get_object_or_404(visible_consultations(request.user), slug=slug)
        if not can_read_results(request.user, consultation):
            raise NotFound
        found = stored_results(consultation)
        if found is None:
            raise NotFound(_("Les réponses ne sont pas encore comptées."))
        return Response(ResultsSerializer(results_document(consultation, found)).data)


def _counted(request: Request, consultation: Consultation, token: str) -> bool:
    """Count this sending and say whether it is one of a burst; too many are refused."""
    writes = write_counters(request._request, "consultation-api", token)
    *over, in_burst = count([*writes, burst_counter(consultation)])
    if any(over):
        raise Throttled(detail=_("Trop d'envois à la suite. Attendez dix minutes."))
    return in_burst


def _respondent_key(
    request: Request, consultation: Consultation, token: str, given: dict[str, Any]
) -> str:
    """Return the key of who answers, where a letter or an account admits."""
    if consultation.access == AccessMode.ACCOUNT and request.user.pk is not None:
        return account_key(consultation.pk, request.user.pk)
    if consultation.access == AccessMode.CODES and given["access_code"]:
        if response_of(consultation, token) is not None:
            return ""  # a repeated sending: its code has served, to this very response
        return admit_with_code(consultation=consultation, code=given["access_code"])
    return ""


def register(router: DefaultRouter) -> None:
    router.register("consultations", ConsultationViewSet)
