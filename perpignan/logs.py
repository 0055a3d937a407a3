"""One line a fact in the log, as JSON; a person's browser stays out of it."""

from collections.abc import MutableMapping
from typing import Any

import structlog


def forget_the_browser(
    logger: object, method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Keep the browser out of the log: beside a time, it could tell who answered what."""
    event.pop("user_agent", None)
    return event


def logging_config(*, is_readable: bool, level: str, request_level: str) -> dict[str, Any]:
    """Describe the log to Python: lines for people while developing, else JSON."""
    renderer = (
        structlog.dev.ConsoleRenderer(colors=False)
        if is_readable
        else structlog.processors.JSONRenderer()
    )
    line = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processor": renderer,
        "foreign_pre_chain": [
            structlog.contextvars.merge_contextvars,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
        ],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": line},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "pgtrigger": {"level": "WARNING"},
            "django_structlog": {"level": request_level},
        },
    }


def configure_structlog() -> None:
    """Send what we log ourselves through the same line."""
    structlog.configure(
        processors=[
            forget_the_browser,
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            structlog.processors.StackInfoRenderer(),
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
