"""News of the study: who reads what, the feeds, and every door that writes them."""

from datetime import timedelta

import pytest
import tablib
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from perpignan.study import operations
from perpignan.study.enums import NewsStatus
from perpignan.study.models import News
from perpignan.study.resources import NewsResource
from tests.factories import study as factories
from tests.factories.findings import FindingFactory

pytestmark = pytest.mark.django_db


def test_publish_news_stamps_the_day_and_a_later_one_waits() -> None:
    today = timezone.localdate()
    news = operations.publish_news(news=factories.NewsFactory())
    later = factories.NewsFactory()
    operations.publish_news(news=later, on=today + timedelta(days=1))

    assert (news.status, news.published_on) == (NewsStatus.PUBLISHED, today)
    assert list(News.objects.published()) == [news]
    assert operations.withdraw_news(news=news).status == NewsStatus.WITHDRAWN
    assert list(News.objects.published()) == []


def test_news_points_at_a_kind_that_a_phase_has() -> None:
    news = factories.NewsFactory(link_kind="licorne", link_code="1")

    with pytest.raises(ValidationError) as caught:
        operations.save_news(news=news)

    assert caught.value.message_dict == {"link_kind": ["Aucune étape ne connaît cette nature."]}


PATHS = ["/actualites/", "/actualites/secrete/", "/actualites/flux.atom", "/", "/api/v1/news/"]


@pytest.mark.parametrize("path", [*PATHS, "/recherche/?q=Secrete"])
def test_a_draft_is_read_nowhere(client: Client, path: str) -> None:
    factories.NewsFactory(code="secrete", title="Secrète", text="Secrète")

    response = client.get(path)

    assert "Secrète" not in response.content.decode()


def test_news_is_shown_with_what_it_speaks_of_if_the_reader_may_see_it(client: Client) -> None:
    FindingFactory(code="vu", statement="Locaux vides", public=True)
    FindingFactory(code="cache", statement="Constat interne")
    for code in ("vu", "cache"):
        factories.NewsFactory(code=code, link_kind="constat", link_code=code, published=True)

    assert "Locaux vides" in client.get("/actualites/vu/").content.decode()
    assert "Constat interne" not in client.get("/actualites/cache/").content.decode()


@pytest.mark.parametrize(
    ("prefix", "title"), [("", "Ouverte"), ("/ca", "Oberta"), ("/en", "Ouverte")]
)
def test_feed_speaks_the_language_of_its_address(client: Client, prefix: str, title: str) -> None:
    factories.NewsFactory(title="Ouverte", title_ca="Oberta", text="<b>&", published=True)

    response = client.get(f"{prefix}/actualites/flux.atom")
    feed = response.content.decode()

    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert f'xml:lang="{prefix.strip("/") or "fr"}"' in feed
    assert f"<title>{title}</title>" in feed
    assert "&lt;b&gt;&amp;" in feed


def count_queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("path", ["/actualites/", "/api/v1/news/", "/actualites/flux.atom", "/"])
def test_news_cost_the_same_for_one_row_and_for_three(client: Client, path: str) -> None:
    factories.NewsFactory(published=True)
    client.get(path)
    before = count_queries(client, path)
    factories.NewsFactory.create_batch(2, published=True)

    assert count_queries(client, path) == before


def test_imported_news_is_a_draft() -> None:
    table = tablib.Dataset(("arrivee", "Arrivée", "Un texte."), headers=("code", "title", "text"))

    result = NewsResource().import_data(table, dry_run=False, raise_errors=True)

    assert not result.has_errors()
    assert News.objects.get().status == NewsStatus.DRAFT


@pytest.mark.parametrize(("role", "status"), [("consortium", 403), ("lead", 302)])
def test_publishing_is_the_project_owners(client: Client, role: str, status: int) -> None:
    news = factories.NewsFactory()
    client.force_login(factories.UserFactory(**{role: True}))

    response = client.post(f"/admin/study/news/{news.pk}/faire/publier/", {"on": ""})

    assert response.status_code == status
    assert News.objects.published().exists() == (status == 302)
