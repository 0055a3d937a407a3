from typing import Any

from django.utils import timezone
from rest_framework import serializers

from consultation.enums import Channel
from consultation.models import Consultation, Option, Question, Response
from consultation.models.keys import MIN_TOKEN_LENGTH, TOKEN
from consultation.queries import ResponseCounts
from perpignan.study.localisation import FRENCH


class OptionSerializer(serializers.ModelSerializer[Option]):
    class Meta:
        model = Option
        fields = ("code", "text", "text_ca", "text_en")


class QuestionSerializer(serializers.ModelSerializer[Question]):
    section = serializers.SlugRelatedField[Any](slug_field="code", read_only=True)
    options = OptionSerializer(many=True, read_only=True)

    class Meta:
        model = Question
        fields = (
            *("code", "section", "type", "text", "text_ca", "text_en", "hint", "hint_ca"),
            *("hint_en", "follow_up", "max_choices", "points", "max_length", "options"),
        )


class CountsSerializer(serializers.Serializer[ResponseCounts]):
    total = serializers.IntegerField()
    by_channel = serializers.SerializerMethodField()

    def get_by_channel(self, counts: ResponseCounts) -> dict[str, int] | None:
        """Give nothing by channel while one of them has too few responses."""
        return dict(counts.by_channel) if counts.published_by_channel else None


class ConsultationSerializer(serializers.ModelSerializer[Consultation]):
    """A consultation with its questions in force and how many people answered."""

    state = serializers.SerializerMethodField()
    questionnaire_version = serializers.SerializerMethodField()
    questions = serializers.SerializerMethodField()
    responses = serializers.SerializerMethodField()

    class Meta:
        model = Consultation
        fields = (
            *("slug", "title", "title_ca", "title_en", "purpose", "purpose_ca", "purpose_en"),
            *("legal_frame", "opens_at", "closes_at", "state", "how_to_take_part"),
            *("information", "information_url", "privacy_notice", "use_of_answers", "contact"),
            "access",
            *("is_illustrative", "questionnaire_version", "questions", "responses"),
        )

    def get_state(self, consultation: Consultation) -> str:
        return consultation.state_at(timezone.now()).value

    def get_questionnaire_version(self, consultation: Consultation) -> int | None:
        current = _current(consultation)
        return current.version if current else None

    def get_questions(self, consultation: Consultation) -> list[dict[str, Any]]:
        current = _current(consultation)
        questions = current.ordered_questions if current else []
        return list(QuestionSerializer(questions, many=True).data)

    def get_responses(self, consultation: Consultation) -> dict[str, Any]:
        counts = self.context["counts"][consultation.pk]
        return dict(CountsSerializer(counts).data)


def _current(consultation: Consultation) -> Any:
    """Return the questionnaire that the query put first, with its questions loaded."""
    versions = consultation.current_first  # type: ignore[attr-defined]
    return versions[0] if versions else None


class ResponseSubmissionSerializer(serializers.Serializer[Response]):
    """A whole response: answers by code of question, and the sender's own random token."""

    answers = serializers.DictField(
        help_text="Code of a question -> its answer: an option, a list, points by option, text.",
    )
    idempotency_token = serializers.RegexField(
        rf"^{TOKEN.pattern}$",
        help_text=f"Random, {MIN_TOKEN_LENGTH} characters at least, kept secret, one a response: "
        "sent again, it stores nothing more and returns the same receipt.",
    )
    language = serializers.ChoiceField(choices=[FRENCH, "ca", "en"], default=FRENCH)
    access_code = serializers.CharField(
        default="",
        max_length=40,
        help_text="The code printed on a letter, where the consultation asks for one.",
    )


class ReceiptSerializer(serializers.Serializer[Any]):
    """What proves that a response is stored; the code is not kept in clear."""

    receipt_code = serializers.CharField()
    submitted_at = serializers.DateTimeField(source="response.submitted_at")
    channel = serializers.ChoiceField(source="response.channel", choices=Channel.choices)
