"""Files of a consultation: pictures of questions, its information file, files of answers."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from consultation.models import AnswerFile, Question
from consultation.queries import visible_consultations
from consultation.views.attempt import get_consultation

#: A picture never runs anything, whatever it holds.
PICTURE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


@require_safe
def question_image(request: HttpRequest, pk: int) -> FileResponse:
    """Show the picture of a question to those who see its consultation."""
    question = get_object_or_404(
        Question.objects.filter(
            questionnaire__consultation__in=visible_consultations(request.user)
        ),
        pk=pk,
    )
    if not question.image:
        raise Http404
    return FileResponse(_opened(question.image), headers=PICTURE_HEADERS)


@require_safe
def information_file(request: HttpRequest, slug: str) -> FileResponse:
    """Give the information file of a consultation to those who see the consultation."""
    consultation = get_consultation(request, slug)
    if not consultation.information_file:
        raise Http404
    name = str(consultation.information_file).rpartition("/")[2]
    return FileResponse(
        _opened(consultation.information_file),
        as_attachment=True,
        filename=name,
        headers={"X-Content-Type-Options": "nosniff"},
    )


@never_cache
@login_required
@require_safe
def answer_file(request: HttpRequest, pk: UUID) -> FileResponse:
    """Give a file joined to an answer to those who may read them, asked again each time."""
    stored = get_object_or_404(AnswerFile.objects.visible_to(request.user), pk=pk)
    return FileResponse(
        _opened(stored.file),
        as_attachment=True,
        filename=stored.name,
        content_type=stored.content_type,
        headers={"X-Content-Type-Options": "nosniff"},
    )


def _opened(stored: FieldFile) -> FieldFile:
    try:
        return stored.open("rb")
    except FileNotFoundError:
        raise Http404 from None
