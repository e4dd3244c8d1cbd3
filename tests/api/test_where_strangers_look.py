"""What people, crawlers and tools find that know no more than the address."""

import re

from tests.support.fakes import TODAY
from verifier.settings import Settings


def test_the_document_stands_where_tools_look_and_says_which_server(client):
    document = client.get("/openapi.json").json()
    assert document == client.get("/v1/openapi.json").json()
    assert document["servers"][0]["url"] == "/"


def test_the_api_can_be_read_without_anything_from_elsewhere(client):
    page = client.get("/docs", headers={"accept-language": "en"})
    assert page.headers["content-type"].startswith("text/html")
    for path in client.get("/openapi.json").json()["paths"]:
        assert f" {path}</code>" in page.text, path
    assert not re.search(r"(?:src|href)=.(?:https?:)?//", page.text)
    assert "2879-2560" in page.text  # an example of an answer
    assert "<code>cannot_tell</code>" in page.text and "`" not in re.sub(r"(?s)<pre.*?</pre>", "", page.text)
    assert 'href="/docs' in client.get("/").text


def test_older_names_and_crawlers(client):
    assert client.get("/healthz").json() == {"alive": True}
    robots = client.get("/robots.txt")
    assert robots.headers["content-type"].startswith("text/plain")
    assert "Disallow: /v1/" in robots.text


def test_whom_to_tell_of_a_weakness(client, serve):
    assert client.get("/.well-known/security.txt").status_code == 404
    text = serve(Settings(security_contact="mailto:security@example.com")).get("/.well-known/security.txt").text
    assert text.startswith("Contact: mailto:security@example.com\n")
    expires = re.search(r"^Expires: (\S+)$", text, re.MULTILINE)[1]
    assert TODAY.isoformat() < expires < TODAY.replace(year=TODAY.year + 1).isoformat()


def test_a_page_speaks_the_browsers_language_until_another_is_chosen(client):
    def shown(path="/", **headers):
        answer = client.get(path, headers=headers)
        assert "accept-language" in answer.headers["vary"].lower()
        return re.search(r'<html lang="(\w+)">', answer.text)[1]

    assert shown() == "th"
    assert shown(**{"accept-language": "en-GB,en;q=0.8"}) == "en"
    assert shown(**{"accept-language": "th-TH,th;q=0.9,en;q=0.8"}) == "th"
    assert shown(**{"accept-language": "ja"}) == "th"
    assert shown("/?lang=th", **{"accept-language": "en"}) == "th"
