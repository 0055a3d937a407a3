"""Know the visitor's address behind a proxy of ours."""

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def behind_proxy(application: Application) -> Application:
    """Believe the last address of X-Forwarded-For, which the nearest proxy wrote.

    Those before it come from the visitor, who may have written anything.
    """

    def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        forwarded = environ.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if forwarded:
            environ["REMOTE_ADDR"] = forwarded
        return application(environ, start_response)

    return serve
