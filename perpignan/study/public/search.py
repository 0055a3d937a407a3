"""What the study's own nouns let find: its news."""

from django.utils.translation import gettext_lazy as _

from perpignan.study import search
from perpignan.study.localisation import localised_text
from perpignan.study.models import News
from perpignan.study.telling import Told


def tell_news(news: News) -> Told:
    title = localised_text(news, "title")
    return Told(
        title=title.text,
        url=news.get_absolute_url(),
        language=title.language,
        date=news.published_on,
        is_illustrative=news.is_illustrative,
    )


search.register(
    search.Searchable(
        "news",
        _("Actualités"),
        90,
        search.RowSearch(
            lambda user: News.objects.visible_to(user), tell_news, ("title",), ("text",)
        ),
    )
)
