from rest_framework.response import Response
from rest_framework.routers import DefaultRouter
from rest_framework.viewsets import ViewSet


class ToyViewSet(ViewSet):
    def list(self, request: object) -> Response:
        return Response(["jouet"])


def register(router: DefaultRouter) -> None:
    router.register("toys", ToyViewSet, basename="toy")
