"""The diagnostic's part of the API, one module a noun."""

from rest_framework.routers import DefaultRouter

from diagnostic.api.indicators import IndicatorViewSet

__all__ = ["IndicatorViewSet", "register"]


def register(router: DefaultRouter) -> None:
    router.register("indicators", IndicatorViewSet)
