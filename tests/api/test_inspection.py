"""What an inspector's cases tell together, over HTTP, and the files that are passed on."""

import io
import zipfile

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.schemas.inspection import AffectedOut, LinksOut, SummaryOut
from api.store_sqlite import SqliteStore
from tests.api.test_cases import CASE, GOODS, NEW, PHOTO, PLACE, PRODUCT, code, make, officer, send
from tests.support.fakes import TODAY, FakeRegistry, licence, make_verifier
from tests.support.spot_checks import uid
from verifier.cases.export import check_case
from verifier.domain import LicenceStatus
from verifier.evidence.check import State, check
from verifier.evidence.signing import create_key
from verifier.settings import Settings

pytest.importorskip("cryptography", reason="the extra `evidence` is not installed")
OTHER = f"/v1/cases/{uid(11)}"


@pytest.fixture
def key(tmp_path):
    return create_key(tmp_path / "k.pem", tmp_path / "k.pub.json", "service", "2026-11-01T09:00:00+07:00", None)


@pytest.fixture
def started(tmp_path, key):
    """Starts the service again and again on the same cases, with another list."""
    settings = Settings(cases_path=tmp_path / "cases", cases_key_path=tmp_path / "k.pem")

    def start(**seams):
        store = SqliteStore(tmp_path / "store.sqlite")
        return store, TestClient(
            create_app(settings, make_verifier(settings, **seams), today=lambda: TODAY, store=store)
        )

    return start


def test_a_case_is_exported_signed_printed_and_that_stands_in_the_trail(started, key):
    store, starting = started()
    mine, _ = officer(store)
    with starting as client:
        make(client, mine)
        export = client.get(f"{CASE}/export", headers=mine)
        assert (
            export.headers["content-type"] == "application/zip"
            and "attachment" in export.headers["content-disposition"]
        )
        assert check_case(export.content, [key]).state is State.WHOLE
        with zipfile.ZipFile(io.BytesIO(export.content)) as archive:
            assert archive.namelist() == ["case.json", "envelope.json", "products/001.zip"]
        bundle = client.get(f"{PRODUCT}/evidence", headers=mine).content
        assert check(bundle, [key]).state is State.WHOLE and PHOTO in bundle
        pytest.importorskip("typst", reason="the extra `evidence` is not installed")
        pdf = client.get(f"{CASE}/pdf", params={"lang": "en"}, headers=mine)
        assert (pdf.headers["content-type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
        trail = client.get(f"{CASE}/trail", headers=mine).json()["entries"]
        assert [(deed["did"], deed["part"]) for deed in trail[-3:]] == [
            ("export", ""),
            ("export", uid(2)),
            ("export", "pdf"),
        ]
        hers, _ = officer(store, "บุษบา")
        for url in (f"{CASE}/export", f"{PRODUCT}/evidence", f"{CASE}/pdf"):
            assert code(client.get(url, headers=hers)) == (404, "case.not_found")
        assert client.put(OTHER, json=NEW, headers=mine).status_code == 200
        assert client.put(f"{OTHER}/products/{uid(2)}", json=GOODS, headers=mine).status_code == 200
        assert code(client.get(f"{OTHER}/products/{uid(2)}/evidence", headers=mine)) == (409, "case.not_judged")


def test_a_licence_revoked_since_names_the_case(started):
    store, starting = started()
    mine, _ = officer(store)
    with starting as client:
        make(client, mine)
        found = AffectedOut.model_validate_json(client.get("/v1/inspection/affected", headers=mine).content)
        assert (found.cases, found.affected) == (1, [])
    store, starting = started(registry=FakeRegistry((licence(status=LicenceStatus.REVOKED),)))
    hers, _ = officer(store, "บุษบา")
    with starting as client:
        (one,) = AffectedOut.model_validate_json(client.get("/v1/inspection/affected", headers=mine).content).affected
        assert (one.case, one.product, one.then, one.today) == (uid(1), uid(2), "agrees", "conflicts")
        assert [(ended.licence, ended.now) for ended in one.ended] == [("ท7014-4/2879", "revoked")]
        assert client.get("/v1/inspection/affected", headers=hers).json()["cases"] == 0
    store, starting = started(registry=None)
    with starting as client:
        assert code(client.get("/v1/inspection/affected", headers=mine)) == (503, "list.none")


def test_what_products_share_is_told_without_naming_others_cases(started):
    store, starting = started()
    (mine, _), (hers, _) = officer(store), officer(store, "บุษบา")
    with starting as client:
        make(client, mine)
        place = {**PLACE, "name": "ร้านของบุษบา"}
        product = f"{OTHER}/products/{uid(12)}"
        client.put(OTHER, json={**NEW, "place": place}, headers=hers)
        client.put(product, json={**GOODS, "category": "mask"}, headers=hers)
        send(client, hers, url=product)
        assert client.post(f"{product}/judgement", headers=hers).status_code == 200
        answer = client.get("/v1/inspection/links", headers=mine)
        found = LinksOut.model_validate_json(answer.content).links
        assert {(one.kind, one.products, one.hidden, one.contradicts) for one in found} == {
            ("qr", 2, 1, True),
            ("licence", 2, 1, True),
            ("label", 2, 1, False),
        }
        sheet = client.get("/v1/inspection/links", params={"format": "csv"}, headers=mine)
        picture = client.get("/v1/inspection/links", params={"format": "svg", "lang": "en"}, headers=mine)
        assert sheet.headers["content-type"].startswith("text/csv")
        assert picture.headers["content-type"].startswith("image/svg+xml")
        for text in (answer.text, sheet.text, picture.text):
            assert "บุษบา" not in text and uid(11) not in text
        assert code(client.get("/v1/inspection/links", params={"case": uid(11)}, headers=mine)) == (
            404,
            "case.not_found",
        )


def test_the_figures_of_a_month_in_three_forms(started):
    store, starting = started()
    mine, _ = officer(store)
    with starting as client:
        make(client, mine)
        ask = lambda **asked: client.get("/v1/inspection/summary", params=asked, headers=mine)  # noqa: E731
        month = SummaryOut.model_validate_json(ask(month="2026-11").content)
        assert (month.total.cases, month.total.products, month.total.agrees, month.total.quantity) == (1, 1, 1, 12)
        assert {sum(row.products for row in rows) for rows in month.tables.values()} == {1}
        assert ask(month="2026-10").json()["total"]["products"] == 0
        assert ask(month="2026-11", format="xlsx").content[:2] == b"PK"
        assert code(ask(month="2026-13")) == (422, "http.bad_form")
        pytest.importorskip("typst", reason="the extra `evidence` is not installed")
        assert ask(month="2026-11", format="pdf").content[:5] == b"%PDF-"


def test_a_service_whose_key_cannot_be_used_does_not_start(tmp_path):
    from verifier.errors import FileMissing

    settings = Settings(cases_path=tmp_path / "cases", cases_key_path=tmp_path / "none.pem")
    with pytest.raises(FileMissing):
        create_app(settings, make_verifier(settings))
