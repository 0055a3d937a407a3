from rest_framework.routers import DefaultRouter


def register(router: DefaultRouter) -> None:
    """Reports have no public endpoint yet."""
