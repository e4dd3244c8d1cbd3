import io
import struct
import time
import zlib
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from api.app import create_app
from api.problems import problem_classes
from tests.support.fakes import FakeRegistry, licence, make_verifier, photo_bytes
from verifier.errors import ListUnreadable, MokCheckError
from verifier.settings import Settings

URL = "/v1/verifications"


def post(client, *photos: bytes, field="photos", **data):
    return client.post(URL, files=[(field, ("x.jpg", io.BytesIO(photo), "image/jpeg")) for photo in photos], data=data)


def assert_problem(answer, code: str, status: int) -> dict:
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    body = answer.json()
    assert body["type"] == f"/problems/{code}"
    assert (body["code"], body["status"]) == (code, status)
    assert body["title"] == body["words"][answer.headers["content-language"]]["title"]
    for lang in ("th", "en"):
        assert body["words"][lang]["title"]
        assert body["words"][lang]["detail"]
    assert body["words"]["th"] != body["words"]["en"]
    assert body["request_id"] == answer.headers["x-request-id"]
    return body


def huge_png(side: int = 14_200) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")
    )


def gif() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    frames = [Image.new("P", (64, 64), n) for n in range(3)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


HOSTILE = {
    "200 MP header": (huge_png, {"photo.too_many_pixels"}),
    "truncated": (lambda: photo_bytes()[:4000], {"photo.damaged"}),
    "text": (lambda: b"these are words, not a picture" * 20, {"photo.unknown_format"}),
    "animation": (gif, {"photo.unknown_format", "photo.too_many_frames"}),
    "empty": (lambda: b"", {"photo.empty"}),
    "svg": (
        lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://x/"/></svg>',
        {"photo.unknown_format"},
    ),
    "noise": (lambda: b"\xff\xd8\xff\xe0" + bytes(range(256)) * 50, {"photo.damaged", "photo.unknown_format"}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_a_client_error_in_under_a_second(client, name):
    make, codes = HOSTILE[name]
    data = make()
    start = time.perf_counter()
    answer = post(client, data)
    assert time.perf_counter() - start < 1
    assert 400 <= answer.status_code < 500
    assert_problem(answer, answer.json()["code"], answer.status_code)
    assert answer.json()["code"] in codes


def test_one_bad_photo_among_good_ones_is_refused(client):
    body = assert_problem(post(client, photo_bytes(), b"words" * 100), "photo.unknown_format", 415)
    assert body["params"]["photo"] == 1


def test_no_photo_and_too_many(client):
    empty = client.post(URL, files={"lang": (None, "th")})
    assert_problem(empty, "request.no_photo", 422)
    assert_problem(post(client, *[photo_bytes()] * 7), "request.too_many_photos", 422)


def test_a_form_that_chose_no_file_has_no_photo(client):
    body = b'--b\r\nContent-Disposition: form-data; name="photos"; filename=""\r\n\r\n\r\n--b--\r\n'
    answer = client.post(URL, content=body, headers={"content-type": "multipart/form-data; boundary=b"})
    assert_problem(answer, "request.no_photo", 422)


def test_fields_that_do_not_exist_are_refused(client):
    assert assert_problem(post(client, photo_bytes(), field="photo"), "http.bad_form", 422)["params"] == {
        "field": "photo"
    }
    assert_problem(post(client, photo_bytes(), exec="rm"), "http.bad_form", 422)
    assert_problem(post(client, photo_bytes(), lang="de"), "http.bad_form", 422)
    assert_problem(post(client, photo_bytes(), category="x" * 2000), "http.bad_form", 422)


def test_a_text_field_sent_as_a_file_is_refused_and_a_photo_sent_as_text_is_looked_at(client):
    assert_problem(client.post(URL, files={"category": ("c", b"mask")}), "http.bad_form", 422)
    assert_problem(client.post(URL, files={"photos": (None, "text")}), "photo.unknown_format", 415)


def test_an_unknown_category_names_itself(client):
    body = assert_problem(post(client, photo_bytes(), category="ช้าง"), "request.unknown_category", 422)
    assert body["params"]["category"] == "ช้าง"


def test_bodies_that_are_no_form(client):
    assert_problem(client.post(URL, json={"photos": []}), "http.not_multipart", 415)
    assert_problem(client.post(URL), "http.not_multipart", 415)
    headers = {"content-type": "multipart/form-data"}
    assert_problem(client.post(URL, content=b"x", headers=headers), "http.bad_form", 422)
    headers = {"content-type": "multipart/form-data; boundary=b"}
    assert_problem(client.post(URL, content=b"--b\r\n\0broken", headers=headers), "http.bad_form", 422)


def test_paths_and_methods_that_do_not_exist(client):
    assert_problem(client.get("/v1/nothing"), "http.not_found", 404)
    assert_problem(client.get("/static/../../etc/passwd"), "http.not_found", 404)
    answer = client.get(URL)
    assert_problem(answer, "http.method_not_allowed", 405)
    assert answer.headers["allow"] == "POST"


def test_the_language_of_a_problem(client):
    def lang(query="", **headers):
        return client.get(f"/v1/nothing{query}", headers=headers).headers["content-language"]

    assert lang() == "en"
    assert lang("?lang=en") == "en"
    assert lang(**{"accept-language": "en-GB,en;q=0.8"}) == "en"
    assert lang(**{"accept-language": "en;q=0.5, th;q=0.9"}) == "th"
    assert lang(**{"accept-language": "de, fr"}) == "en"
    assert lang(**{"accept-language": "th;q=0, de"}) == "en"
    assert lang("?lang=xx", **{"accept-language": "en;q=.."}) in ("th", "en")
    assert post(client, b"words" * 9, lang="en").headers["content-language"] == "en"


def test_licences_are_looked_up_in_any_spelling(client):
    for number in ("ท7014-4/2879", "%E0%B8%977014-4%2F2879", "ท 7014-4 / 2879", "ท๗๐๑๔-๔/๒๘๗๙"):
        answer = client.get(f"/v1/licences/{number}")
        assert answer.status_code == 200, number
        assert answer.json()["number"] == "ท7014-4/2879"
        assert answer.json()["licences"][0]["holder"] == licence().holder
        assert answer.json()["snapshot"]["date"] == "2026-11-01"


def test_licences_that_are_not_there(client, serve):
    body = assert_problem(client.get("/v1/licences/ท7011-4/2879"), "list.not_listed", 404)
    assert body["near"][0]["licence"] == "ท7014-4/2879"
    assert body["snapshot"]["covers"] == "all"
    assert_problem(client.get("/v1/licences/hello"), "request.bad_number", 422)
    assert_problem(client.get("/v1/licences/" + "9" * 500), "http.bad_form", 422)
    assert_problem(serve(registry=None).get("/v1/licences/ท7014-4/2879"), "list.none", 503)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=90))
def test_whatever_is_asked_for_as_a_licence_is_never_an_accident(text):
    with TestClient(create_app(verifier=make_verifier()), raise_server_exceptions=False) as client:
        for number in (text, "ท" + text, "ท7014-4/" + text):
            answer = client.get("/v1/licences/" + quote(number, safe=""))
            assert answer.status_code in (200, 404, 422), number


def test_bytes_that_are_no_text_in_a_path_are_never_an_accident(client):
    for path in ("/v1/licences/%FF%FE", "/v1/licences/%00", "/v1/licences/%ED%A0%80", "/%FF", "/problems/%FF"):
        assert client.get(path).status_code in (404, 422), path


def test_every_problem_has_words_and_a_page(client):
    for kind in problem_classes():
        if kind.__module__.startswith(("verifier", "api")):
            page = client.get(f"/problems/{kind.code}?lang=en")
            assert page.status_code == 200, kind.code
            assert f"HTTP {kind.status}" in page.text
    assert_problem(client.get("/problems/none.such"), "http.not_found", 404)


def test_the_servers_paths_stay_on_the_server(serve):
    class Broken(FakeRegistry):
        def by_licence(self, number):
            raise ListUnreadable("/srv/secret/list.sqlite: broken", path="/srv/secret/list.sqlite")

    client = serve(registry=Broken())
    for answer in (client.get("/v1/licences/ท7014-4/2879"), post(client, photo_bytes())):
        assert_problem(answer, "list.unreadable", 503)
        assert "/srv" not in answer.text


def test_codes_are_unambiguous():
    kinds = [kind for kind in problem_classes() if kind.__module__.startswith(("verifier", "api"))]
    assert len({kind.code for kind in kinds}) == len(kinds)
    assert all(issubclass(kind, MokCheckError) and 400 <= kind.status < 600 for kind in kinds)


def test_a_photo_over_the_limit_and_a_body_over_the_limit(serve):
    small = serve(Settings(max_bytes=3000, max_body_bytes=60_000))
    assert_problem(post(small, photo_bytes()), "photo.too_many_bytes", 413)
    assert_problem(post(small, b"x" * 61_000), "http.body_too_large", 413)


PATHS = (
    *("/", "/how", "/privacy", "/lookup", "/nowhere", "/static/page.css", "/static/none.js", "/a//b", "/%00", "/docs"),
    *("/v1", "/v1/verifications", "/v1/jobs/x", "/v1/licences/x", "/v1/lookups", "/v1/problems", "/v1/openapi.json"),
    *("/livez", "/readyz", "/version", "/metrics", "/problems/x", "/problems/internal", "/manifest.webmanifest"),
)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "MADEUP")


@pytest.mark.parametrize("path", PATHS)
def test_whatever_is_asked_of_a_path_an_error_is_a_problem(client, path):
    for method in METHODS:
        answer = client.request(method, path)
        assert answer.status_code < 500
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == "application/problem+json", (method, answer.text)
            assert method == "HEAD" or answer.json()["status"] == answer.status_code
        if answer.status_code == 405:
            assert method not in answer.headers["allow"].split(", ")
