import io
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.fakes import FakeLineReader, FakeRegistry, make_verifier, photo_bytes
from tests.support.reports import read_report
from verifier.report.plain import to_dict
from verifier.settings import Settings

URL = "/v1/verifications"


def files(*photos: bytes):
    return [("photos", (f"{n}.jpg", io.BytesIO(data), "image/jpeg")) for n, data in enumerate(photos)]


def untimed(report: dict) -> dict:
    return {key: value for key, value in report.items() if key != "timings_ms"}


def test_the_answer_is_the_documented_report(client):
    answer = client.post(URL, files=files(photo_bytes()))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    read_report(answer.content)
    report = answer.json()
    assert report["claim"]["licences"][0]["value"] == "ท7014-4/2879"
    assert report["listing"]["licence"]["licence"] == "ท7014-4/2879"
    assert (report["photos"][0]["width"], report["photos"][0]["height"]) == (480, 360)


def test_an_agreeing_label_agrees_and_a_contradicting_one_does_not(serve):
    assert serve().post(URL, files=files(photo_bytes())).json()["verdict"] == "agrees"
    other = FakeLineReader(("มอก. 1040-2541", "ใบอนุญาตเลขที่ ท7014-4/2879", "x"))
    assert serve(line_reader=other).post(URL, files=files(photo_bytes())).json()["verdict"] == "conflicts"
    assert serve(registry=None).post(URL, files=files(photo_bytes())).json()["verdict"] == "cannot_tell"


def test_six_photos_are_one_product_in_the_order_sent(client):
    photos = [photo_bytes(seed) for seed in range(6)]
    report = client.post(URL, files=files(*photos)).json()
    alone = [client.post(URL, files=files(data)).json()["photos"][0] for data in photos]
    assert report["photos"] == alone
    assert {mark["photo"] for mark in report["claim"]["marks"]} == set(range(6))


def test_a_form_may_name_category_and_language(client):
    report = client.post(URL, files=files(photo_bytes()), data={"category": "Power Bank", "lang": "en"}).json()
    assert report["lang"] == "en"
    assert report["summary"].startswith(report["verdict_text"]["en"])
    assert any(finding["code"].startswith("category.") for finding in report["findings"])


def test_eight_threads_at_once_get_the_same_report(serve):
    client = serve(Settings(workers=4, queue=8))
    data = photo_bytes()
    expected = to_dict(make_verifier().verify([data], today=client.app.state.service.today()))
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: client.post(URL, files=files(data)), range(24)))
    assert {answer.status_code for answer in answers} == {200}
    for answer in answers:
        assert untimed(answer.json()) == untimed(json.loads(json.dumps(expected)))


def test_the_day_is_the_one_injected(serve):
    findings = serve(Settings(list_max_age_days=21)).post(URL, files=files(photo_bytes())).json()["findings"]
    assert any(f["code"].startswith("list.") and f["outcome"] == "unknown" for f in findings)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_what_a_camera_planted_appears_nowhere(client, caplog, form):
    data = photo_bytes(form=form, gps=True)
    caplog.clear()
    caplog.set_level("INFO")  # below that the picture library tells what it reads: `api.server` keeps it quiet
    assert b"PlantedMaker" in data
    answer = client.post(URL, files=files(data))
    page = client.post("/", files=files(data))
    assert answer.status_code == page.status_code == 200
    for text in (answer.text, page.text, caplog.text):
        assert "PlantedMaker" not in text
        assert "54.321" not in text
        assert "13.0, 44.0" not in text
    assert b"Exif" not in embedded_picture(page.text)


def embedded_picture(html: str) -> bytes:
    import base64
    import re

    return base64.b64decode(re.search(r"data:image/jpeg;base64,([A-Za-z0-9+/=]+)", html)[1])


def test_a_claim_does_not_depend_on_the_list(serve):
    with_list = serve().post(URL, files=files(photo_bytes())).json()["claim"]
    without = serve(registry=None).post(URL, files=files(photo_bytes())).json()["claim"]
    empty = serve(registry=FakeRegistry()).post(URL, files=files(photo_bytes())).json()["claim"]
    assert without == empty and not without["challenged"]
    assert with_list == {**without, "challenged": True}  # what would agree is looked at again
