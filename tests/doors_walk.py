"""List every address of the project with a sample of what its parameters name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^()]*\)")


@dataclass(frozen=True)
class Door:
    """A route as the resolver writes it."""

    route: str

    @property
    def admin_model(self) -> Any | None:
        """The model whose back-office page this is, if it is one."""
        for model in admin.site._registry:
            if self.route.startswith(f"admin/{model._meta.app_label}/{model._meta.model_name}/"):
                return model
        return None

    def path(self, samples: dict[str, dict[str, Any]]) -> str:
        """Write the address, each parameter replaced by its sample."""
        values = self._values(samples)
        plain = PARAMETER.sub(lambda found: str(values[found[1] or found[2]]), self.route)
        return "/" + plain.replace("^", "").replace("$", "").replace("\\", "")

    def _values(self, samples: dict[str, dict[str, Any]]) -> dict[str, Any]:
        model = self.admin_model
        if model is not None:
            row = model._default_manager.order_by("pk").first()
            key = row.pk if row else 0
            return {"object_id": key, "id": key, "verb": "inconnu"}
        nearest = max((start for start in samples if self.route.startswith(start)), key=len)
        return samples[nearest]


def doors() -> list[Door]:
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: Any, prefix: str) -> Iterator[Door]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            is_language = isinstance(pattern.pattern, LocalePrefixPattern)
            own = "" if is_language else str(pattern.pattern)
            yield from _walk(pattern.url_patterns, prefix + own)
        elif isinstance(pattern, URLPattern):
            yield Door(prefix + str(pattern.pattern))
