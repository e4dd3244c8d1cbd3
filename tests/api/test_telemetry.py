"""Logs, numbers and traces: what an operator sees, and that it is nothing of anybody's."""

import io
import json
import logging
import subprocess
import sys

import pytest
from fastapi.testclient import TestClient
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from api.app import create_app
from api.logs import JsonLines, PlainLines
from api.tracing import NoTracing, OpenTelemetryTracing, make_tracing
from tests.support.fakes import SECRET, TODAY, FakeLineReader, make_verifier, photo_bytes
from verifier.settings import Settings

URL = "/v1/verifications"


def started(peer="127.0.0.1", tracing=None, settings=None, **changes) -> TestClient:
    settings = settings or Settings()
    app = create_app(settings, make_verifier(settings, **changes), today=lambda: TODAY, tracing=tracing)
    return TestClient(app, client=(peer, 1))


def post(client, **headers):
    return client.post(URL, files={"photos": ("x.jpg", photo_bytes())}, headers=headers)


def test_numbers_for_prometheus():
    with started() as client:
        post(client)
        client.post(URL, files={"photos": b"words" * 50})
        client.request("MADEUP", "/livez")
        answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    for line in (
        'mokcheck_requests_total{method="POST",route="/v1/verifications",status="200"} 1.0',
        'mokcheck_requests_total{method="other",route="/livez",status="405"} 1.0',
        'mokcheck_rejected_total{code="photo.unknown_format"} 1.0',
        'mokcheck_verdicts_total{verdict="agrees"} 1.0',
        'mokcheck_stage_seconds_count{stage="read"} 1.0',
        "mokcheck_pool_queued 0.0",
        "mokcheck_list_age_days 22.0",
        "mokcheck_list_rows 1.0",
    ):
        assert line in answer.text, line


def test_abstentions_are_counted_by_the_finding_that_leads():
    with started(line_reader=FakeLineReader(("", "", ""))) as client:
        leading = post(client).json()
        numbers = client.get("/metrics").text
    assert leading["verdict"] == "cannot_tell"
    code = leading["findings"][leading["leading"]]["code"]
    assert f'mokcheck_abstentions_total{{finding="{code}"}} 1.0' in numbers


@pytest.mark.parametrize(
    ("peer", "headers", "settings", "status"),
    [
        ("127.0.0.1", {}, {}, 200),
        ("192.0.2.1", {}, {}, 404),
        ("127.0.0.1", {"x-forwarded-for": "192.0.2.1"}, {}, 404),
        ("127.0.0.1", {"forwarded": "for=192.0.2.1"}, {}, 404),
        ("127.0.0.1", {"x-forwarded-for": "192.0.2.1"}, {"trusted_proxies": "127.0.0.0/8"}, 404),
        ("10.1.2.3", {}, {"metrics_from": "10.0.0.0/8"}, 200),
        ("testclient", {}, {}, 404),
    ],
)
def test_numbers_are_for_the_networks_named(peer, headers, settings, status):
    with started(peer, settings=Settings(**settings)) as client:
        assert client.get("/metrics", headers=headers).status_code == status


def test_a_trace_holds_route_and_times_and_nothing_that_was_sent():
    spans, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    with started(tracing=OpenTelemetryTracing(provider)) as client:
        post(client, traceparent=caller)
        client.get("/v1/licences/ท7014-4/2879?lang=en")
    first, second = spans.get_finished_spans()
    assert first.name == "POST /v1/verifications"
    assert f"{first.context.trace_id:032x}" == caller.split("-")[1]
    assert first.attributes["mokcheck.status"] == 200
    assert first.attributes["mokcheck.stage.read_ms"] >= 0
    assert second.name == "GET /v1/licences/{number:path}"
    told = str([(span.name, dict(span.attributes), span.events) for span in (first, second)])
    for text in ("7014", "lang=en", "127.0.0.1", "appdb", "x.jpg"):
        assert text not in told


def test_traces_are_off_until_a_collector_is_named():
    assert isinstance(make_tracing(Settings()), NoTracing)
    tracing = make_tracing(Settings(otlp_endpoint="http://127.0.0.1:9"))
    assert isinstance(tracing, OpenTelemetryTracing)
    tracing.close()


@pytest.mark.parametrize("form", [JsonLines, PlainLines])
def test_a_line_never_holds_the_text_of_an_exception(form):
    lines, logger = io.StringIO(), logging.getLogger("somebody.else")
    handler = logging.StreamHandler(lines)
    handler.setFormatter(form())
    logger.addHandler(handler)
    try:
        raise RuntimeError(SECRET)
    except RuntimeError:
        logger.exception("it broke")
    logger.removeHandler(handler)
    written = lines.getvalue()
    assert SECRET not in written and "RuntimeError" in written and written.count("\n") == 1
    if form is JsonLines:
        assert json.loads(written).items() >= {"level": "error", "event": "it broke"}.items()


def test_what_pillow_warns_of_is_a_line_of_json_without_its_words():
    said = "import warnings, sys; from api import logs; logs.configure(sys.stderr); warnings.warn('SECRET words')"
    ran = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    (line,) = ran.stderr.splitlines()
    assert json.loads(line).items() >= {"event": "warning", "kind": "UserWarning", "place": "<string>:1"}.items()
    assert "SECRET" not in ran.stderr
