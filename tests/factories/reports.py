"""Reports for tests; situations are traits: `ReportFactory(ready=True)`."""

import hashlib
from datetime import date, timedelta
from typing import Any

import factory
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from perpignan.reports.enums import ReportStatus
from perpignan.reports.kinds import PROGRESS
from perpignan.reports.models import Report
from tests.factories.study import UserFactory

CONTENT = b"%PDF-1.7 a small file\n%%EOF"


class ReportFactory(factory.django.DjangoModelFactory):
    """A report that waits; `stuck=True` has given no sign of life for an hour."""

    class Meta:
        model = Report

    class Params:
        running = factory.Trait(
            status=ReportStatus.RUNNING,
            attempt=1,
            claim=factory.Faker("uuid4", cast_to=None),
            started_at=factory.LazyFunction(timezone.now),
        )
        stuck = factory.Trait(
            heartbeat_at=factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
        )
        failed = factory.Trait(status=ReportStatus.FAILED, error="Une partie manque.")
        ready = factory.Trait(
            status=ReportStatus.READY,
            progress=100,
            snapshot={"chapters": []},
            content=CONTENT,
            finished_at=factory.LazyFunction(timezone.now),
        )

    kind = PROGRESS
    day = date(2026, 3, 2)
    requested_by = factory.SubFactory(UserFactory, official=True)

    @classmethod
    def _create(
        cls, model_class: type[Report], *args: Any, content: bytes = b"", **fields: Any
    ) -> Report:
        report = model_class(**fields)
        if content:
            name = f"reports/{report.pk}/{report.pk}.pdf"
            report.file = default_storage.save(name, ContentFile(content))
            report.sha256, report.size = hashlib.sha256(content).hexdigest(), len(content)
        report.save(force_insert=True)
        return report
