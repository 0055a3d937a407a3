import os
import signal

from celery import Celery
from celery.signals import worker_init, worker_process_init
from django_structlog.celery.steps import DjangoStructLogInitStep
from kombu.transport import TRANSPORT_ALIASES

from perpignan.embedded import system

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perpignan.settings")

# Where Postgres carries the messages: imported by who sends or takes one.
TRANSPORT_ALIASES["sqla"] = "perpignan.broker:Transport"

app = Celery("perpignan")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.steps["worker"].add(DjangoStructLogInitStep)
app.autodiscover_tasks()


@worker_init.connect
def read_catalogues(**_: object) -> None:
    """Read the translations before the pool is forked: no first task waits for them."""
    # Needs the settings, which import this module's neighbours.
    from django.conf import settings
    from django.utils import translation

    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            translation.gettext("Rapport")


@worker_process_init.connect
def die_with_the_worker(**_: object) -> None:
    """Leave no pool process behind when the worker is killed by -9."""
    system.die_with_parent(signal.SIGKILL)


@app.task
def forget_ended_counters() -> None:
    """Remove the counters of limits whose windows have ended; may run twice."""
    # Needs the settings, which import this module's neighbours.
    from perpignan import limits

    limits.forget_ended()
