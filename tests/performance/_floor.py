"""The floors of submissions.py: Django with no middleware, writing rows and nothing else.

`gunicorn tests.performance._floor:application` with the same settings as the portal.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perpignan.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

ROWS = 15


def one_insert(request: HttpRequest) -> HttpResponse:
    _row().save()
    return HttpResponse(b"ok")


def bulk(request: HttpRequest) -> HttpResponse:
    from consultation.models import AnswerRevision

    AnswerRevision.objects.bulk_create([_row() for _number in range(ROWS)])
    return HttpResponse(b"ok")


def _row():
    from consultation.models import AnswerRevision

    answers = {f"Q{number}": "1" for number in range(25)}
    return AnswerRevision(
        response_id=int(os.environ["FLOOR_RESPONSE"]), kind="submitted", answers=answers
    )


urlpatterns = [path("one", one_insert), path("bulk", bulk)]
application = get_wsgi_application()
settings.ROOT_URLCONF = __name__
settings.MIDDLEWARE = []
application.load_middleware()
