import json
from importlib.metadata import version

import pytest

from api.schemas.answers import LiveOut, ReadyOut, VersionOut
from tests.support.fakes import SECRET, Crashing, FakeRegistry, licence, photo_bytes
from verifier.errors import EngineMissing, ListUnreadable
from verifier.report import fonts


def test_alive_ready_and_version_answer_their_forms(client):
    LiveOut.model_validate_json(client.get("/livez").content)
    ready = client.get("/readyz")
    assert ready.status_code == 200
    ReadyOut.model_validate_json(ready.content)
    VersionOut.model_validate_json(client.get("/version").content)
    body = client.get("/version").json()
    assert body["mokcheck"] == version("mokcheck")
    assert body["list"]["date"] == "2026-11-01"


def test_a_service_without_a_list_is_ready_and_says_so(serve):
    body = serve(registry=None).get("/readyz").json()
    assert body["ready"] is True
    assert "none" in body["parts"]["list"]["detail"]


def test_a_part_that_is_not_ready_is_named(serve, monkeypatch):
    class Gone(FakeRegistry):
        @property
        def snapshot(self):
            raise ListUnreadable

        @snapshot.setter
        def snapshot(self, _value):
            pass

    answer = serve(registry=Gone([licence()])).get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["not_ready"] == ["list"]

    class Mute(FakeRegistry):
        def by_qr_id(self, qr_id):
            raise ListUnreadable("broken", path="/srv/list.sqlite")

    assert serve(registry=Mute([licence()])).get("/readyz").json()["not_ready"] == ["list"]

    def missing(*_args, **_more):
        raise EngineMissing

    monkeypatch.setattr("api.routes.health.font", missing)
    assert serve().get("/readyz").json()["not_ready"] == ["font"]
    assert fonts.font(16)


@pytest.mark.parametrize(
    "path", ["/", "/livez", "/v1/nothing", "/static/page.css", "/problems/photo.damaged", "/v1/openapi.json"]
)
def test_every_answer_has_the_security_headers(client, path):
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert "access-control-allow-origin" not in headers
    assert len(headers["x-request-id"]) == 32


@pytest.mark.parametrize(
    "path", ["/", "/how", "/static/page.css", "/sw.js", "/livez", "/v1/problems", "/v1/nothing", "/v1/verifications"]
)
def test_head_is_answered_as_get_is_without_the_body(client, path):
    got, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (got.status_code, b"")
    changing = ("x-request-id", "ratelimit", "content-length")
    for name in got.headers.keys() | head.headers.keys():
        assert name in head.headers
        assert name in changing or head.headers[name] == got.headers[name]
    if got.status_code == 200:
        assert head.headers["content-length"] == got.headers["content-length"]


def test_head_is_taken_where_get_is_and_counted_as_itself(client):
    answer = client.post("/how")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    client.head("/how")
    assert (
        'mokcheck_requests_total{method="HEAD",route="/how",status="200"} 1.0'
        in client.app.state.service.metrics.read().decode()
    )


def test_other_origins_get_no_leave(client):
    headers = {"origin": "https://elsewhere.example", "access-control-request-method": "POST"}
    answer = client.options("/v1/verifications", headers=headers)
    assert answer.status_code == 405
    assert "access-control-allow-origin" not in answer.headers


def test_an_accident_is_a_problem_and_leaves_no_text_in_the_logs(serve, logged):
    client = serve(registry=Crashing())
    answer = client.get("/v1/licences/ท7014-4/2879")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert answer.headers["content-security-policy"]
    assert SECRET not in answer.text
    assert SECRET not in logged.getvalue()
    assert "RuntimeError" in logged.getvalue()
    assert answer.json()["request_id"] in logged.getvalue()


def test_logs_are_json_and_hold_no_payload_address_or_query(client, logged):
    client.post("/v1/verifications?lang=en", files={"photos": ("secret-name.jpg", photo_bytes())})
    lines = [json.loads(line) for line in logged.getvalue().splitlines()]
    ours = [line for line in lines if line["logger"].startswith("mokcheck")]
    assert (
        ours[-1].items() >= {"event": "request", "method": "POST", "route": "/v1/verifications", "status": 200}.items()
    )
    ours = json.dumps(ours)
    for text in ("appdb", "320108935", "secret-name", "testclient", "lang=en"):
        assert text not in ours


def test_the_openapi_document_names_every_route_and_problem(client):
    document = client.get("/v1/openapi.json").json()
    v1 = {"verifications", "jobs/{job_id}", "licences/{number}", "lookups", "problems"}
    batch = "batches/{batch_id}"
    v1 |= {"batches", batch, f"{batch}/items", f"{batch}/results/{{kind}}"}
    item = f"{batch}/items/{{item}}"
    v1 |= {item, f"{item}/pictures/{{number}}", f"{item}/decisions", f"{item}/letter"}
    v1 |= {
        f"{batch}/resume",
        f"{batch}/review",
        f"{batch}/review/{{kind}}",
        f"{batch}/decisions",
        f"{batch}/decisions/{{decision_id}}",
    }
    case, product = "cases/{case_id}", "cases/{case_id}/products/{product_id}"
    v1 |= {"cases", case, product}
    v1 |= {f"{case}/{part}" for part in ("team", "hold", "closed", "trail", "export", "pdf")}
    v1 |= {f"{product}/{part}" for part in ("photos/{sha256}", "judgement", "evidence")}
    v1 |= {f"inspection/{part}" for part in ("colleagues", "affected", "links", "summary")}
    assert set(document["paths"]) == {f"/v1/{path}" for path in v1} | {"/livez", "/readyz", "/version"}
    post = document["paths"]["/v1/verifications"]["post"]
    assert set(map(int, post["responses"])) == {200, 202, 401, 403, 408, 409, 413, 415, 422, 429, 500, 503}
    assert "multipart/form-data" in post["requestBody"]["content"]
    for status, response in post["responses"].items():
        if status not in ("200", "202"):
            assert list(response["content"]) == ["application/problem+json"]
