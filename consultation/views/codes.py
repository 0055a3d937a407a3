"""The letters that admit to a consultation, made by the team and shown once."""

import csv
from io import StringIO

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultation.forms import AccessCodesForm
from consultation.models import Consultation
from consultation.operations import make_access_codes
from consultation.permissions import can_make_access_codes
from consultation.queries import access_code_batches, visible_consultations


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest, slug: str) -> HttpResponse:
    """Make codes for letters; the answer is the only place where they are readable."""
    consultation = get_object_or_404(visible_consultations(request.user), slug=slug)
    if not can_make_access_codes(request.user):
        raise PermissionDenied
    form = AccessCodesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            codes = make_access_codes(
                consultation=consultation,
                batch=form.cleaned_data["batch"],
                count=form.cleaned_data["count"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _handed_over(request, consultation, form.cleaned_data, codes)
    batches = access_code_batches(consultation)
    context = {"consultation": consultation, "form": form, "batches": batches}
    return render(request, "consultation/access_codes.html", context)


def _handed_over(
    request: HttpRequest, consultation: Consultation, wanted: dict[str, str], codes: list[str]
) -> HttpResponse:
    address = settings.SITE_URL + reverse("consultation:response-access", args=[consultation.slug])
    if wanted["shape"] == AccessCodesForm.LETTERS:
        context = {"consultation": consultation, "codes": codes, "address": address}
        return render(request, "consultation/access_letters.html", context)
    stream = StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerow([_("lot"), _("code"), _("adresse")])
    writer.writerows([wanted["batch"].lstrip("=+-@\t"), code, address] for code in codes)
    answer = HttpResponse(stream.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="codes.csv"'
    return answer
