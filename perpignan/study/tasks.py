"""Postmen: they fetch nothing, decide nothing, and may run twice."""

from celery import shared_task
from django.utils import timezone

from perpignan.study import operations


@shared_task(ignore_result=True)
def erase_due_people() -> None:
    operations.erase_due_people(day=timezone.localdate())
