from datetime import timedelta

import pytest
from django.utils import timezone

from consultation.models import DraftResponse
from consultation.tasks import erase_expired_drafts
from perpignan.celery import app
from tests.factories.consultation import questionnaire_of_every_type


@pytest.mark.django_db
def test_old_drafts_are_erased_by_the_hour():
    questionnaire = questionnaire_of_every_type(open=True)
    for days in (8, 1):
        DraftResponse.objects.create(
            consultation=questionnaire.consultation,
            questionnaire=questionnaire,
            token_hash=str(days),
            saved_at=timezone.now() - timedelta(days=days),
        )

    erase_expired_drafts()

    assert list(DraftResponse.objects.values_list("token_hash", flat=True)) == ["1"]


def test_beat_knows_the_task():
    app.loader.import_default_modules()

    entry = app.conf.beat_schedule["erase-expired-drafts"]

    assert entry["task"] == "consultation.tasks.drafts.erase_expired_drafts"
    assert entry["schedule"] <= 3600
