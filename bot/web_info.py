"""`/info` over HTTP: public pages that any cache may keep and asks for anew each time."""

import asyncio
from hashlib import sha256

from fastapi import APIRouter, Request
from starlette.responses import Response

from bot.info_pages import InfoPages, InfoParts
from bot.web_http import cleaned, language_of_browser
from bot.web_page import PAGE_LANGUAGE, SAFE_HEADERS
from knowledge_base.errors import ArticleNotFound
from knowledge_base.search import LONGEST_QUERY
from wording import LANGUAGES, Language

_HTML = "text/html; charset=utf-8"
_FOUND = 10
_METHODS = ["GET", "HEAD"]


def info_routes(parts: InfoParts) -> APIRouter:
    """The public pages. What else begins with `/info/` comes before them: they answer for all that is left."""
    pages = InfoPages(parts)
    routes = APIRouter(include_in_schema=False)

    @routes.api_route("/robots.txt", methods=_METHODS)
    async def robots(request: Request) -> Response:
        return _kept(request, pages.robots().encode(), "text/plain; charset=utf-8")

    @routes.api_route("/info/sitemap.xml", methods=_METHODS)
    async def sitemap(request: Request) -> Response:
        written = await asyncio.to_thread(pages.sitemap)
        return _kept(request, written.encode(), "application/xml")

    @routes.api_route("/info", methods=_METHODS)
    async def start(request: Request) -> Response:
        return _kept(request, pages.start().encode(), _HTML)

    for language in LANGUAGES:
        routes.include_router(_routes_in(language, pages, parts))

    @routes.api_route("/info/{rest:path}", methods=_METHODS)
    async def nothing(request: Request) -> Response:
        return _missing(pages, language_of_browser(request) or PAGE_LANGUAGE)

    return routes


def _routes_in(language: Language, pages: InfoPages, parts: InfoParts) -> APIRouter:
    """The pages of one language; what there is not is said in it, too."""
    routes = APIRouter(prefix=f"/info/{language}")

    @routes.api_route("", methods=_METHODS)
    async def topics(request: Request, q: str = "") -> Response:
        query = cleaned(q[:LONGEST_QUERY])
        if not query:
            return _kept(request, pages.topics(language).encode(), _HTML, language)
        hits = await asyncio.to_thread(parts.library.search, query, language, _FOUND)
        headers = {**SAFE_HEADERS, "Content-Language": language}  # what somebody looked for is kept nowhere
        return Response(pages.topics(language, query, hits), media_type=_HTML, headers=headers)

    @routes.api_route("/{topic}", methods=_METHODS)
    async def article(topic: str, request: Request) -> Response:
        try:
            return _kept(request, pages.article(topic, language).encode(), _HTML, language)
        except ArticleNotFound:
            return _missing(pages, language)

    @routes.api_route("/{topic}/qr.svg", methods=_METHODS)
    async def code(topic: str, request: Request) -> Response:
        if not parts.library.has(topic):
            return _missing(pages, language)
        return _kept(request, pages.code_of(topic, language), "image/svg+xml")

    return routes


def _kept(request: Request, content: bytes, media_type: str, language: Language | None = None) -> Response:
    """A page with its version; nothing but the version when the browser has it already."""
    version = f'"{sha256(content).hexdigest()[:24]}"'
    headers = {**SAFE_HEADERS, "Cache-Control": "no-cache", "ETag": version}
    if language is not None:
        headers["Content-Language"] = language
    known = {each.strip().removeprefix("W/") for each in request.headers.get("If-None-Match", "").split(",")}
    if version in known:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)


def _missing(pages: InfoPages, language: Language) -> Response:
    headers = {**SAFE_HEADERS, "Vary": "Accept-Language", "Content-Language": language}
    return Response(pages.missing(language), 404, media_type=_HTML, headers=headers)
