"""Pages of the study itself, one module a subject."""

from perpignan.study.views.chain import chain_page, gaps_page
from perpignan.study.views.glossary import glossary_page
from perpignan.study.views.news import NewsFeed, news_detail, news_list
from perpignan.study.views.open_data import catalogue, dataset_download, open_data_page
from perpignan.study.views.pages import (
    HomeView,
    PrivacyView,
    SignInView,
    health,
    personal_data_register,
    readiness,
    sign_in_with,
    too_many_requests,
)
from perpignan.study.views.priorities import priority_page
from perpignan.study.views.search import search_page
from perpignan.study.views.steps import steps_page, summary_page
from perpignan.study.views.zones import zone_contours, zone_map

__all__ = [
    "HomeView",
    "NewsFeed",
    "PrivacyView",
    "SignInView",
    "catalogue",
    "chain_page",
    "dataset_download",
    "gaps_page",
    "glossary_page",
    "health",
    "news_detail",
    "news_list",
    "open_data_page",
    "personal_data_register",
    "priority_page",
    "readiness",
    "search_page",
    "sign_in_with",
    "steps_page",
    "summary_page",
    "too_many_requests",
    "zone_contours",
    "zone_map",
]
