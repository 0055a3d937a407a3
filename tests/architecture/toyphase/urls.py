from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "toyphase"


def index(request: HttpRequest) -> HttpResponse:
    return HttpResponse("jouet")


urlpatterns = [path("", index, name="index")]
