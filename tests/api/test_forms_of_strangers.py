"""Forms as programs and proxies send them: without file names, with other spellings of a language, compressed."""

import gzip

import pytest

from tests.support.fakes import photo_bytes

URL = "/v1/verifications"
TYPE = {"content-type": "multipart/form-data; boundary=b"}


def part(disposition: str, data: bytes, *more: str) -> bytes:
    head = "".join(f"{line}\r\n" for line in (f"Content-Disposition: form-data; {disposition}", *more))
    return f"--b\r\n{head}\r\n".encode() + data + b"\r\n"


def body(*parts: bytes) -> bytes:
    return b"".join(parts) + b"--b--\r\n"


NAMES = {
    "none": 'name="photos"',
    "filename*": "name=\"photos\"; filename*=UTF-8''%E0%B8%A3%E0%B8%B9%E0%B8%9B.jpg",
    "both": 'name="photos"; filename="x.jpg"; filename*=UTF-8\'\'x.jpg',
    "broken filename*": 'name="photos"; filename*=nothing\'%FF%FE',
    "unquoted": "name=photos; filename=x.jpg",
    "filename in pieces": 'name="photos"; filename*0="a"; filename*1=".jpg"',
}


@pytest.mark.parametrize("name", NAMES)
def test_a_photo_is_one_by_the_name_of_its_part(client, name):
    large = photo_bytes(size=(900, 700), form="PNG")
    assert len(large) > 5_000, "more than a field of text may have"
    whole = client.post(URL, content=body(part(NAMES[name], large)), headers=TYPE)
    assert (whole.status_code, whole.json()["photos"][0]["width"]) == (200, 900)


def test_two_photos_without_file_names_are_two(client):
    photos = [part(NAMES["none"], photo_bytes(n)) for n in range(2)]
    assert len(client.post(URL, content=body(*photos), headers=TYPE).json()["photos"]) == 2
    many = [part(NAMES["none"], photo_bytes())] * 7
    assert client.post(URL, content=body(*many), headers=TYPE).json()["code"] == "request.too_many_photos"


def test_an_empty_part_without_a_file_name_is_no_photo(client):
    assert client.post(URL, content=body(part(NAMES["none"], b"")), headers=TYPE).json()["code"] == "request.no_photo"
    named = body(part('name="photos"; filename="x.jpg"', b""))
    assert client.post(URL, content=named, headers=TYPE).json()["code"] == "photo.empty"


@pytest.mark.parametrize("path", [URL, "/"])
@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "GZIP", "gzip, gzip"])
def test_a_compressed_form_is_told_so(client, path, encoding):
    data = gzip.compress(body(part(NAMES["none"], photo_bytes())))
    answer = client.post(path, content=data, headers=TYPE | {"content-encoding": encoding})
    assert (answer.status_code, answer.json()["code"]) == (415, "http.encoded")
    assert answer.headers["accept-encoding"] == "identity"


def test_compressed_json_is_told_so(client):
    headers = {"content-type": "application/json", "content-encoding": "gzip"}
    answer = client.post("/v1/lookups", content=gzip.compress(b'{"numbers": []}'), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (415, "http.encoded")


def test_identity_is_no_encoding(client):
    data = body(part(NAMES["none"], photo_bytes()))
    assert client.post(URL, content=data, headers=TYPE | {"content-encoding": "identity"}).status_code == 200


@pytest.mark.parametrize(("tag", "language"), [("th-TH", "th"), ("TH", "th"), ("en_US", "en"), ("en-GB", "en")])
def test_a_language_may_be_named_with_its_country(client, tag, language):
    data = body(part(NAMES["none"], photo_bytes()), part('name="lang"', tag.encode()))
    report = client.post(URL, content=data, headers=TYPE).json()
    assert (report["lang"], report["summary"][:10]) == (language, report["verdict_text"][language][:10])
    problem = client.get(f"/v1/nothing?lang={tag}", headers={"accept-language": "en" if language == "th" else "th"})
    assert problem.headers["content-language"] == language


@pytest.mark.parametrize("tag", ["de", "de-TH", "thai", "-", "th TH"])
def test_a_language_that_we_do_not_speak_is_refused(client, tag):
    data = body(part(NAMES["none"], photo_bytes()), part('name="lang"', tag.encode()))
    answer = client.post(URL, content=data, headers=TYPE)
    assert (answer.status_code, answer.json()["params"]) == (422, {"field": "lang"})


@pytest.mark.parametrize("path", ["/static", "/v1/verifications/", "/lookup/", "/static//elsewhere.example", "/v1/"])
def test_nothing_leads_to_the_host_that_a_client_names(client, path):
    answer = client.get(path, headers={"host": "evil.example"}, follow_redirects=False)
    assert answer.status_code == 404
    assert "location" not in answer.headers
    assert "evil" not in answer.text
