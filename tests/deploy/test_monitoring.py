"""Dashboard and alerts ask for metrics that the service really gives, by labels that these have."""

import json
import re
from pathlib import Path

import pytest
import yaml
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from api.app import create_app
from tests.support.fakes import TODAY, make_verifier, photo_bytes
from verifier.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
MONITORING = ROOT / "deploy" / "monitoring"
OF_PROMETHEUS = {"up"}
"""Made by Prometheus itself for every target."""
NAME = re.compile(r"\b(mokcheck_\w+|process_\w+|python_\w+|up)\b(?:\{([^}]*)\})?")


def expressions() -> list[str]:
    panels = json.loads((MONITORING / "dashboard.json").read_text("utf-8"))["panels"]
    groups = yaml.safe_load((MONITORING / "alerts.yaml").read_text("utf-8"))["groups"]
    return [
        *(target["expr"] for panel in panels for target in panel["targets"]),
        *(rule["expr"] for group in groups for rule in group["rules"]),
    ]


@pytest.fixture(scope="module")
def exposed() -> dict[str, set[str]]:
    """Names of all samples with their labels, of a service that has answered, refused and abstained."""
    app = create_app(Settings(metrics_from="0.0.0.0/0"), make_verifier(registry=None), today=lambda: TODAY)
    with TestClient(app, client=("127.0.0.1", 1)) as client:
        client.post("/v1/verifications", files={"photos": photo_bytes()})
        client.post("/v1/verifications", files={"photos": b""})
        text = client.get("/metrics").text
    names: dict[str, set[str]] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            names.setdefault(sample.name, set()).update(sample.labels)
        names.setdefault(family.name, set())
    return names


def test_each_metric_named_exists(exposed):
    named = {name for expression in expressions() for name, _ in NAME.findall(expression)} - OF_PROMETHEUS
    assert len(named) >= 10
    assert sorted(named - set(exposed)) == []
    assert not {name for name in named if name.startswith(("process_", "python_"))}, "several processes have none"


def test_each_label_named_is_one_of_its_metric(exposed):
    seen = 0
    for expression in expressions():
        named = [(name, braces) for name, braces in NAME.findall(expression) if name not in OF_PROMETHEUS]
        for name, braces in named:
            wanted = set(re.findall(r"(\w+)\s*[=!]", braces))
            assert wanted <= exposed[name], expression
            seen += len(wanted)
        for grouped in re.findall(r"by \(([\w, ]+)\)", expression):
            wanted = set(grouped.replace(" ", "").split(","))
            assert wanted <= set().union(*(exposed[name] for name, _ in named)), expression
    assert seen >= 5


def test_every_metric_of_ours_is_looked_at(exposed):
    said = " ".join(expressions())
    families = {re.sub(r"_(total|created|bucket|sum|count)$", "", n) for n in exposed if n.startswith("mokcheck_")}
    assert sorted(name for name in families if name not in said) == []


def test_codes_and_routes_in_expressions_are_real():
    from api.problems import problem_classes

    codes = {kind.code for kind in problem_classes()}
    paths = set(create_app(verifier=make_verifier()).openapi()["paths"])
    for expression in expressions():
        assert set(re.findall(r'code="([^"]+)"', expression)) <= codes
        assert set(re.findall(r'route="([^"]+)"', expression)) <= paths


def test_each_alert_says_what_to_do():
    groups = yaml.safe_load((MONITORING / "alerts.yaml").read_text("utf-8"))["groups"]
    for rule in (rule for group in groups for rule in group["rules"]):
        assert set(rule) == {"alert", "expr", "for", "labels", "annotations"}
        assert rule["labels"]["severity"] in ("page", "ticket")
        assert set(rule["annotations"]) == {"summary", "action"}


def test_panels_do_not_lie_on_each_other():
    panels = json.loads((MONITORING / "dashboard.json").read_text("utf-8"))["panels"]
    taken = [
        (x, y)
        for place in (panel["gridPos"] for panel in panels)
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]
    assert len(taken) == len(set(taken)) and max(x for x, _ in taken) < 24
    assert len({panel["id"] for panel in panels}) == len(panels)
