"""Asks a MokCheck service over HTTP, and asks again when that may help.

Every verification carries an `Idempotency-Key`, so that a request whose answer was lost is not worked on twice. A busy
service (409, 429, 503) is asked again after the time it names, a lost connection after a moment, until `patience_s` is
used up. All other problems are raised at once.
"""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from mokcheck_client.forms import Licence
from mokcheck_client.models import Job, LookUp, Report
from mokcheck_client.words import build

if TYPE_CHECKING:
    from typing import Self

Photo = bytes | str | PathLike[str]
WORTH_WAITING = frozenset({409, 429, 503})
RETRY_S = 1.0


class MokCheckProblem(Exception):
    """The service answered with a problem (RFC 9457): `status`, `code`, `title` and `detail` for people, `body` all.

    `params` say more by name (`limit`, `photo`), `request_id` is what the operator finds in the log.
    """

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        super().__init__(f"{status} {body.get('code', '')}: {body.get('title', '')}. {body.get('detail', '')}")
        self.status, self.body = status, body
        self.code = str(body.get("code", ""))
        self.title = str(body.get("title", ""))
        self.detail = str(body.get("detail", ""))
        self.params: dict[str, Any] = dict(body.get("params") or {})
        self.request_id = str(body.get("request_id", ""))


class JobFailed(MokCheckProblem):
    """A job ended with a problem."""

    @classmethod
    def of(cls, problem: dict[str, Any] | None) -> Self:
        """From the problem of a job."""
        body = problem or {}
        return cls(int(body.get("status", 500)), body)


class Unreachable(ConnectionError):
    """No answer came, however long it was tried."""


class Client:
    """A service at `base_url`, asked with an API key or without. Safe to share between threads."""

    def __init__(
        self,
        base_url: str,
        *,
        key: str | None = None,
        lang: Literal["th", "en"] = "en",
        timeout_s: float = 90.0,
        patience_s: float = 120.0,
    ) -> None:
        """`lang` is the language of problems; one request may take `timeout_s`, all tries of it `patience_s`."""
        self._base = base_url.rstrip("/")
        self._key, self._lang = key, lang
        self._timeout_s, self._patience_s = timeout_s, patience_s

    def verify(
        self,
        photos: Sequence[Photo],
        *,
        category: str | None = None,
        crops: bool = False,
        idempotency_key: str | None = None,
    ) -> Report:
        """The report of 1 to 6 photos of one product: paths or encoded bytes.

        Raises MokCheckProblem, Unreachable, OSError for a file that cannot be read, TypeError.
        """
        return Report.of(self._post_photos(photos, category, crops, idempotency_key, {}))

    def submit(
        self,
        photos: Sequence[Photo],
        *,
        category: str | None = None,
        crops: bool = False,
        idempotency_key: str | None = None,
    ) -> Job:
        """The same as a job that is answered later. Raises MokCheckProblem, Unreachable."""
        prefer = {"Prefer": "respond-async"}
        return Job.of(self._post_photos(photos, category, crops, idempotency_key, prefer))

    def job(self, job_id: str) -> Job:
        """How far a job is. Raises MokCheckProblem, Unreachable."""
        return Job.of(self._call("GET", f"/v1/jobs/{quote(job_id)}"))

    def wait(self, job: Job, *, timeout_s: float = 600.0, told: Callable[[Job], None] | None = None) -> Report:
        """The report of a job, once it is there; `told` hears of the job each time it is asked.

        Raises JobFailed, MokCheckProblem, Unreachable, TimeoutError.
        """
        deadline = time.monotonic() + timeout_s
        while not job.ended:
            if time.monotonic() > deadline:
                raise TimeoutError(f"job {job.id} is still {job.state}")
            time.sleep(RETRY_S)
            job = self.job(job.id)
            if told:
                told(job)
        if job.report is None:
            raise JobFailed.of(job.problem)
        return job.report

    def forget(self, job: Job) -> None:
        """Deletes a job and its result. Raises MokCheckProblem, Unreachable."""
        self._call("DELETE", f"/v1/jobs/{quote(job.id)}")

    def licences(self, number: str) -> list[Licence]:
        """The rows of the list with exactly this number; none when it is not listed. Raises MokCheckProblem."""
        try:
            data = self._call("GET", f"/v1/licences/{quote(number, safe='')}")
        except MokCheckProblem as problem:
            if problem.code == "list.not_listed":
                return []
            raise
        return [build(Licence, row) for row in data["licences"]]

    def look_up(self, numbers: Sequence[str]) -> list[LookUp]:
        """What the list says of each number, in order. Raises MokCheckProblem, Unreachable."""
        body = json.dumps({"numbers": list(numbers)}).encode()
        data = self._call("POST", "/v1/lookups", body, {"Content-Type": "application/json"})
        return [LookUp.of(result) for result in data["results"]]

    # ---- requests

    def _post_photos(
        self, photos: Sequence[Photo], category: str | None, crops: bool, key: str | None, headers: dict[str, str]
    ) -> dict[str, Any]:
        fields = {"category": category, "lang": self._lang, "evidence": "crops" if crops else None}
        body, content_type = multipart([_bytes(photo) for photo in photos], fields)
        sent = {"Content-Type": content_type, "Idempotency-Key": key or str(uuid.uuid4()), **headers}
        answer: dict[str, Any] = self._call("POST", "/v1/verifications", body, sent)
        return answer

    def _call(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Any:
        sent = {"Accept": "application/json", "Accept-Language": self._lang, **(headers or {})}
        if self._key:
            sent["Authorization"] = f"Bearer {self._key}"
        request = urllib.request.Request(self._base + path, body, sent, method=method)
        deadline = time.monotonic() + self._patience_s
        while True:
            try:
                with urllib.request.urlopen(request, timeout=self._timeout_s) as answer:
                    text = answer.read()
                return json.loads(text) if text else None
            except urllib.error.HTTPError as error:
                problem, wait = _problem(error), _seconds(error.headers.get("Retry-After"))
                if problem.status not in WORTH_WAITING or time.monotonic() + wait > deadline:
                    raise problem from None
            except (urllib.error.URLError, ConnectionError, TimeoutError) as error:
                wait = RETRY_S
                if time.monotonic() + wait > deadline:
                    raise Unreachable(f"{self._base} does not answer: {error}") from error
            time.sleep(wait)


def multipart(photos: Sequence[bytes], fields: dict[str, str | None]) -> tuple[bytes, str]:
    """A `multipart/form-data` body and its content type."""
    boundary = uuid.uuid4().hex
    head = f"--{boundary}\r\nContent-Disposition: form-data; name="
    parts = []
    for number, data in enumerate(photos):
        name = f'{head}"photos"; filename="photo-{number}"\r\nContent-Type: application/octet-stream\r\n\r\n'
        parts.append(name.encode() + data + b"\r\n")
    parts += [f'{head}"{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items() if value is not None]
    return b"".join(parts) + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def _bytes(photo: Photo) -> bytes:
    """A photo's bytes: what is text or a path is a file's name, what is bytes is the photo itself."""
    if isinstance(photo, bytes | bytearray | memoryview):
        return bytes(photo)
    if isinstance(photo, str | PathLike):
        return Path(photo).read_bytes()
    raise TypeError(f"a photo is a path or its bytes, not {type(photo).__name__}")


def _problem(error: urllib.error.HTTPError) -> MokCheckProblem:
    try:
        body = json.loads(error.read())
    except ValueError:
        body = {}
    return MokCheckProblem(error.code, body if isinstance(body, dict) else {})


def _seconds(text: str | None) -> float:
    return float(text) if text and text.isascii() and text.isdigit() else RETRY_S
