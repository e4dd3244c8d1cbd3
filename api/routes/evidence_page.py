"""`/evidence`: the page on which anybody has an evidence bundle or an exported case checked. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from api.page.evidence_check import view
from api.page.render import render, say
from api.problems import language, words
from api.service import TheService, admits
from verifier.errors import BadSigningKey, HttpBadForm, MokCheckError
from verifier.evidence.signing import PublicKey, public_of
from verifier.report.plain import LANGUAGES

router = APIRouter(include_in_schema=False)
FILES = {"bundle": 1, "keys": 5}
"""Fields of the form, and how many files each takes."""
MOST_KEY_BYTES = 10_000


@router.get("/evidence")
def page(request: Request) -> HTMLResponse:
    """The empty form."""
    return _page(request)


@router.post("/evidence", dependencies=[Depends(admits("verifications"))])
async def check_bundle(request: Request, service: TheService) -> HTMLResponse:
    """What a check found of the file that was sent, with the keys that were sent along and the service's own."""
    service.pool.check()
    try:
        async with service.intake.files(request, FILES) as sent:
            bundle, keys = sent.get("bundle", ()), _keys(sent.get("keys", ()))
            if len(bundle) != 1:
                raise HttpBadForm(field="bundle")
            own = service.cases_key.known if service.cases_key else None
            found = await service.pool.run(lambda: view(bundle[0], keys, own))
    except (BadSigningKey, HttpBadForm) as error:
        return _page(request, error=error)
    return _page(request, found=found)


def _keys(sent: Sequence[bytes]) -> list[PublicKey]:
    """The public keys of files. Raises BadSigningKey."""
    if any(len(data) > MOST_KEY_BYTES for data in sent):
        raise BadSigningKey("no public key is so large")
    return [public_of(data) for data in sent]


def _page(request: Request, error: MokCheckError | None = None, **values: object) -> HTMLResponse:
    titles = {lang: say("check.title", lang) for lang in LANGUAGES}
    said = None
    if error is not None:
        by_language = words(error)
        said = {part: {lang: by_language[lang][part] for lang in LANGUAGES} for part in ("title", "detail")}
    answer = render("evidence.html", language(request, otherwise="th"), titles=titles, error=said, **values)
    if error is not None:
        answer.status_code = error.status
    return answer
