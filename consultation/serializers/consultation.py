from typing import Any

from django.utils import timezone
from rest_framework import serializers

from consultation.enums import Channel
from consultation.models import Condition, Consultation, Option, Question, Response
from consultation.models.keys import MIN_TOKEN_LENGTH, TOKEN
from consultation.queries import ResponseCounts
from perpignan.study.localisation import FRENCH


class OptionSerializer(serializers.ModelSerializer[Option]):
    class Meta:
        model = Option
        fields = ("code", "is_row", "text", "text_ca", "text_en")


class ConditionSerializer(serializers.ModelSerializer[Condition]):
    """An earlier answer on which a question, or its section, depends."""

    depends_on = serializers.SlugRelatedField[Any](slug_field="code", read_only=True)

    class Meta:
        model = Condition
        fields = ("depends_on", "operator", "option_codes", "number")


class QuestionSerializer(serializers.ModelSerializer[Question]):
    """A question, what its answer must respect, and when it is asked.

    It is when the conditions of its section and its own hold: all of them, or any of
    them where `any_condition_suffices`.
    """

    section = serializers.SlugRelatedField[Any](slug_field="code", read_only=True)
    options = OptionSerializer(many=True, read_only=True)
    conditions = ConditionSerializer(many=True, read_only=True)
    section_conditions = ConditionSerializer(many=True, read_only=True, source="section.conditions")
    section_any_condition_suffices = serializers.BooleanField(
        read_only=True, source="section.any_condition_suffices"
    )

    class Meta:
        model = Question
        fields = (
            *("code", "section", "type", "text", "text_ca", "text_en", "hint", "hint_ca"),
            *("hint_en", "follow_up", "min_choices", "max_choices", "points", "max_length"),
            *("minimum", "maximum", "decimals", "unit", "allows_other", "allows_dont_know"),
            *("options", "any_condition_suffices", "conditions"),
            *("section_any_condition_suffices", "section_conditions"),
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
            *("legal_frame", "opens_at", "closes_at", "extension_note", "state", "access"),
            "how_to_take_part",
            *("information", "information_url", "privacy_notice", "use_of_answers", "contact"),
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
    versions = consultation.current_first  # type: ignore[attr-defined]  # prefetched under this name
    return versions[0] if versions else None


class ResponseSubmissionSerializer(serializers.Serializer[Response]):
    """A whole response: answers by code of question, and the sender's own random token."""

    answers = serializers.DictField(
        child=serializers.JSONField(),
        help_text="Code of a question -> its answer: an option, a list, points by option, a "
        "number, text; `CODE.other` -> the words of who chose `other`.",
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
