"""The page for people: form, answer, longer texts, and what makes it an app. Works without scripts; keeps nothing."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from api.limits import Form
from api.page import assets
from api.page.answer import view
from api.page.lookup import LONGEST, looked_up
from api.page.render import ENVIRONMENT, render, say
from api.problems import language, problem_classes, words
from api.service import Service, TheService, admits
from verifier.days import THAILAND
from verifier.domain import VerdictKind
from verifier.errors import Busy, HttpMethodNotAllowed, HttpNotFound, MokCheckError
from verifier.image.decode import open_photo
from verifier.image.quality import DEFAULT_LIMITS
from verifier.messages import prose
from verifier.report.plain import LANGUAGES

router = APIRouter(include_in_schema=False)


@router.get("/")
def form(request: Request, service: TheService) -> HTMLResponse:
    """The empty form."""
    return _form_page(request, service)


@router.post("/")
async def answer(request: Request, service: TheService) -> HTMLResponse:
    """The answer to a posted form."""
    service.pool.check()
    async with service.intake.form(request) as posted:
        request.state.lang = posted.lang
        asked = replace(posted, photos=tuple(data for data in posted.photos if data) or posted.photos)
        service.check(asked)
        lang = _asked(request)
        return await service.pool.run(lambda: _answer_page(service, asked, lang))


@router.get("/lookup", dependencies=[Depends(admits("reads"))])
def look_up(request: Request, service: TheService) -> HTMLResponse:
    """What list and catalogue say of a number that was typed in."""
    asked = request.query_params.get("number", "").strip()
    found = looked_up(asked, service.verifier.registry, service.engines.catalogue) if asked else None
    return _look_up_page(request, found=found)


@router.get("/how")
def how(request: Request) -> HTMLResponse:
    """How it works and what it cannot know."""
    return _prose_page(request, "how", prose.HOW)


@router.get("/privacy")
def privacy(request: Request, service: TheService) -> HTMLResponse:
    """The privacy notice (PDPA), with the operator of this service."""
    operator = service.settings.operator
    texts = {}
    for lang, (heading, named, unnamed) in prose.OPERATOR.items():
        responsible = named.format(operator=operator) if operator else unnamed
        kept = (*_of_stocks(service, lang), *_of_cases(service, lang))
        texts[lang] = (*prose.PRIVACY[lang], *kept, (heading, (responsible,)))
    return _prose_page(request, "privacy", texts)


def _of_stocks(service: Service, lang: str) -> list[prose.Section]:
    """What the notice says of batches of stock, where the service takes any."""
    if service.batches is None:
        return []
    heading, paragraphs = prose.STOCKS[lang]
    days = f"{service.settings.batch_ttl_s / 86_400:.3g}"
    return [(heading, tuple(text.format(days=days) for text in paragraphs))]


def _of_cases(service: Service, lang: str) -> list[prose.Section]:
    """What the notice says of inspectors' cases, where the service keeps any."""
    if service.cases is None:
        return []
    heading, paragraphs = prose.CASES[lang]
    return [(heading, tuple(text.format(days=service.settings.cases_days) for text in paragraphs))]


@router.get("/problems/{code}")
def problem_page(request: Request, code: str) -> HTMLResponse:
    """What a problem type means: the page behind the `type` of a problem."""
    kinds = {kind.code: kind for kind in problem_classes()}
    if code not in kinds:
        raise HttpNotFound
    said = _said(kinds[code]())
    about = f"{code} · HTTP {kinds[code].status}"
    return render("problem.html", _asked(request), titles=said["title"], said=said, code=about)


@router.get("/manifest.webmanifest")
def manifest() -> JSONResponse:
    """What makes the page installable."""
    return JSONResponse(assets.manifest(), media_type="application/manifest+json")


@router.get("/sw.js")
def service_worker(service: TheService) -> Response:
    """The service worker: it keeps the page itself on the phone, never a photo or an answer."""
    shell = assets.shell(viewfinder=service.viewfinder is not None)
    script = ENVIRONMENT.get_template("sw.js").render(version=assets.version(), shell=shell)
    return Response(script, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


def error_page(request: Request, error: MokCheckError) -> HTMLResponse:
    """What went wrong and what to do now, for a person: on the form that was filled in, else on a page of its own."""
    said = _said(error)
    if isinstance(error, HttpNotFound | HttpMethodNotAllowed):
        said["detail"] = _titles("error.lost")
    if isinstance(error, Busy):
        key = "error.wait_and_post" if request.method == "POST" else "error.wait"
        seconds = error.params.get("retry_after", 5)
        said["wait"] = {lang: say(key, lang, seconds=seconds) for lang in LANGUAGES}
    if request.url.path == "/":
        return _form_page(request, request.app.state.service, error=said)
    if request.url.path == "/lookup":
        return _look_up_page(request, error=said)
    return render("problem.html", _asked(request), titles=said["title"], said=said, code=error.code)


def _asked(request: Request) -> str:
    """The language that was chosen on the page, else the browser's; Thai where neither is one of ours."""
    return language(request, otherwise="th")


def _said(error: MokCheckError) -> dict[str, dict[str, str]]:
    """Title and detail of an error, each in both languages."""
    by_language = words(error)
    return {part: {lang: by_language[lang][part] for lang in LANGUAGES} for part in ("title", "detail")}


def _titles(key: str) -> dict[str, str]:
    return {lang: say(key, lang) for lang in LANGUAGES}


def _form_page(request: Request, service: Service, **values: Any) -> HTMLResponse:
    return render(
        "form.html",
        _asked(request),
        titles=_titles("title"),
        categories=service.engines.catalogue.categories,
        limit=service.settings.max_photos,
        quality_limits=asdict(DEFAULT_LIMITS),
        doubt=_doubt(service),
        viewfinder=service.viewfinder,
        **values,
    )


def _doubt(service: Service) -> str | None:
    """Why the list in use will not do for real goods, as a key of the page's words; None when it will."""
    registry = service.verifier.registry
    if registry is None:
        return "list.absent"
    snapshot = registry.snapshot
    if snapshot.sample:
        return "list.sample"
    stale = (service.today() - snapshot.date).days > service.settings.list_max_age_days
    return "list.stale" if stale else None


def _look_up_page(request: Request, **values: Any) -> HTMLResponse:
    number = request.query_params.get("number", "").strip()[:LONGEST]
    return render("lookup.html", _asked(request), titles=_titles("lookup"), asked=number, **values)


def _answer_page(service: Service, form: Form, lang: str) -> HTMLResponse:
    report = service.verify(form)
    at = datetime.now(THAILAND).time()
    values = view(report, lambda index: open_photo(form.photos[index], service.settings), service.today(), at)
    ask = form.category is None and report.verdict.kind is not VerdictKind.CONFLICTS
    return render("answer.html", lang, switch="#", ask=ask, **values)


def _prose_page(request: Request, key: str, texts: dict[str, tuple[prose.Section, ...]]) -> HTMLResponse:
    return render("prose.html", _asked(request), titles=_titles(key), prose=texts)
