"""What the study's own nouns let find: its news, and its words."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from perpignan.study import search
from perpignan.study.glossary import Term, terms_about
from perpignan.study.localisation import localised_text
from perpignan.study.models import News
from perpignan.study.permissions import Person
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


def tell_term(term: Term) -> Told:
    return Told(title=term.name, url=f"{reverse('study:glossary')}#{term.code}")


def find_terms(words: search.Words, user: Person, first: int, beyond: int) -> search.Found:
    found = terms_about(words.plain)
    hits = [search.Hit(tell_term(term), term.text) for term in found[first:beyond]]
    return search.Found(len(found), hits)


search.register(search.Searchable("terms", _("Glossaire"), 95, find_terms))
