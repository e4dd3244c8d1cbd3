"""The page for people: a form, its answer, and what a problem type means. Works without scripts; keeps nothing."""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader
from PIL import Image

from api.limits import Form
from api.problems import problem_classes, words
from api.service import Service, TheService
from verifier import messages
from verifier.annotate import PHONE, annotate
from verifier.errors import HttpNotFound, MokCheckError
from verifier.messages.interface import label
from verifier.models import Report
from verifier.photo import open_photo
from verifier.report import LANGUAGES, to_dict

router = APIRouter(include_in_schema=False)
TEMPLATES = Environment(loader=PackageLoader("api"), autoescape=True, trim_blocks=True, lstrip_blocks=True)


@router.get("/")
def form(request: Request, service: TheService) -> HTMLResponse:
    """The empty form."""
    return _form_page(service, _asked(request))


@router.post("/")
async def answer(request: Request, service: TheService) -> HTMLResponse:
    """The answer to a posted form, or the form again with what went wrong."""
    lang = _asked(request)
    try:
        service.pool.check()
        async with service.intake.form(request) as posted:
            lang = posted.lang or lang
            asked = replace(posted, photos=tuple(data for data in posted.photos if data) or posted.photos)
            service.check(asked)
            return await service.pool.run(lambda: _answer_page(service, asked, lang))
    except MokCheckError as error:
        return _form_page(service, lang, error)


@router.get("/problems/{code}")
def problem_page(request: Request, code: str) -> HTMLResponse:
    """What a problem type means: the page behind the `type` of a problem."""
    kinds = {kind.code: kind for kind in problem_classes()}
    if code not in kinds:
        raise HttpNotFound
    said = words(kinds[code]())
    return _page("problem.html", _asked(request), code=code, status_code=kinds[code].status, said=said)


def _asked(request: Request) -> str:
    """The language that was chosen on the page: Thai until somebody asks for English."""
    return "en" if request.query_params.get("lang") == "en" else "th"


def _form_page(service: Service, lang: str, error: MokCheckError | None = None) -> HTMLResponse:
    categories = [
        (category.key, (category.words_th if lang == "th" else category.words_en)[0])
        for category in service.engines.catalogue.categories
    ]
    said = words(error)[lang] if error else None
    page = _page("form.html", lang, categories=categories, limit=service.settings.max_photos, error=said)
    if error is not None:
        page.status_code = error.status
    return page


def _answer_page(service: Service, form: Form, lang: str) -> HTMLResponse:
    report = service.verify(form)
    pictures = [_picture(service, data, report, index, lang) for index, data in enumerate(form.photos)]
    other = next(tongue for tongue in LANGUAGES if tongue != lang)
    return _page("answer.html", lang, report=to_dict(report), pictures=pictures, other=other)


def _picture(service: Service, data: bytes, report: Report, index: int, lang: str) -> dict[str, Any]:
    """An annotated photo as a `data:` link with its size."""
    pixels = annotate(open_photo(data, service.settings), report, index, lang=lang, look=PHONE)
    encoded = io.BytesIO()
    Image.fromarray(pixels).save(encoded, "JPEG", quality=82)
    link = "data:image/jpeg;base64," + base64.b64encode(encoded.getvalue()).decode()
    return {"link": link, "width": pixels.shape[1], "height": pixels.shape[0]}


def _page(name: str, lang: str, **values: Any) -> HTMLResponse:
    def say(key: str, tongue: str = lang, **fill: object) -> str:
        return label(key, tongue).format(**fill)

    def day(iso: str, tongue: str) -> str:
        return messages.day(date.fromisoformat(iso), tongue)

    html = TEMPLATES.get_template(name).render(lang=lang, say=say, day=day, **values)
    return HTMLResponse(html, headers={"Content-Language": lang})
