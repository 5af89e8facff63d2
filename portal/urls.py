"""Every address of the portal; the only module that names another app's views."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.documents.views.serve import authenticate_with_password as authenticate_for_documents
from wagtail.views import authenticate_with_password

from news.api import Categories
from news.sitemaps import recent_news, recent_pages
from portal import views
from portal.api.endpoints import Documents, Glossary, Organisation, People, Pictures
from portal.api.index import api_urls
from portal.api.views import Pages
from portal.markdown.llms import llms_txt
from portal.monitoring import views as monitoring
from portal.share_pictures.views import share_picture
from portal.sitemaps import views as sitemaps
from portal.walls.media import serve_document, serve_media
from portal.walls.origins import of_ours_only
from portal.walls.rates import SearchThrottle, SuggestionsThrottle, limited
from search.views import search, suggestions

handler400 = "portal.views.bad_request"
handler403 = "portal.views.permission_denied"
handler404 = "portal.views.page_not_found"
handler500 = "portal.views.server_error"

ENDPOINTS = {
    "pages": Pages,
    "images": Pictures,
    "documents": Documents,
    "people": People,
    "categories": Categories,
    "glossary": Glossary,
    "organisation": Organisation,
}

urlpatterns = [
    path("", views.root, name="root"),
    path("robots.txt", views.robots_txt),
    path("sitemap.xml", sitemaps.index, {"recent_pages": recent_pages}, name="sitemap"),
    path("sitemap-news.xml", sitemaps.news, {"recent_news": recent_news}, name="sitemap_news"),
    re_path(
        r"^sitemap-(?P<language>[a-z]+)-(?P<number>[1-9][0-9]{0,5})\.xml$",
        sitemaps.pages,
        name="sitemap_pages",
    ),
    path("llms.txt", llms_txt, name="llms_txt"),
    path("healthz/live", monitoring.live),
    path("healthz/ready", monitoring.ready),
    path("metrics", monitoring.metrics),
    path("api/", include(api_urls(ENDPOINTS))),
    path("admin/", include(wagtailadmin_urls)),
    # Wagtail's own addresses, whose names are theirs, by views that wrap theirs; likewise below.
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        of_ours_only(authenticate_for_documents),
    ),
    re_path(r"^documents/(\d+)/(.*)$", serve_document),
    path("documents/", include(wagtaildocs_urls)),
]

if settings.SERVE_MEDIA:
    urlpatterns += [path("media/<path:path>", serve_media)]

if settings.STYLE_GUIDE:
    urlpatterns += [path("style-guide/", include("portal.style_guide.views"))]

urlpatterns += i18n_patterns(
    path(_("search/"), limited(search, SearchThrottle), name="search"),
    path(
        _("search/suggestions/"),
        limited(suggestions, SuggestionsThrottle, as_json=True),
        name="search_suggestions",
    ),
    path("share/<int:pk>-<slug:version>.jpg", share_picture, name="share_picture"),
    # Wagtail's own addresses before the one that takes every path; there is one login.
    path("_util/login/", RedirectView.as_view(url=settings.WAGTAIL_FRONTEND_LOGIN_URL)),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        of_ours_only(authenticate_with_password),
    ),
    *(pattern for pattern in wagtail_urls.urlpatterns if pattern.name != "wagtail_serve"),
    re_path(r"^((?:[\w\-]+/)*)index\.md$", views.markdown),
    re_path(r"^((?:[\w\-]+/)*[\w\-]+)\.md$", views.markdown_of_file_name),
    # A file that a page has below it; Wagtail's own pattern knows no dots.
    re_path(r"^((?:[\w\-]+/)+)([\w\-]+\.[a-z]+)$", views.page),
    re_path(wagtail_urls.serve_pattern, views.page, name="wagtail_serve"),
)
