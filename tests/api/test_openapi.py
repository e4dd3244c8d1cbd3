"""The OpenAPI document: a stranger can code against it, and the service does what it says and nothing else."""

from pathlib import Path

import hypothesis
import jsonschema_rs
import pytest
import schemathesis
from fastapi.testclient import TestClient
from schemathesis.checks import CHECKS, load_all_checks

from api.app import create_app
from api.documented import INSPECTORS
from api.problems import problem_classes
from bench.servers.service import Served
from tests.support.fakes import make_verifier, photo_bytes

EXAMPLES = 12
"""Tries of each operation and phase: some seconds each."""
NO_WRONG_WORDS = load_all_checks() or CHECKS.get_one("positive_data_acceptance")
"""Left out: a category that nobody knows and a number that is none are strings of the right form, and still 422."""
SLOW = str(Path(__file__).resolve().parents[1] / "support" / "slow_service.py")
DOCUMENT = create_app(verifier=make_verifier()).openapi()


SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)


@pytest.fixture(scope="module")
def served():
    """A running service whose engines take no time."""
    with Served("0", command=SLOW) as served:
        yield served


@pytest.mark.loopback
@SCHEMA.parametrize()
@hypothesis.settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(hypothesis.HealthCheck),
)
def test_the_service_answers_as_its_document_says(case, served):
    if case.path == "/v1/verifications" and isinstance(case.body, dict) and isinstance(case.body.get("photos"), list):
        case.body["photos"] = [photo_bytes(n) for n, _ in enumerate(case.body["photos"])]  # or none came past the door
    case.call_and_validate(base_url=served.url, excluded_checks=[NO_WRONG_WORDS])


def operations():
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            yield pytest.param(path, method, operation, id=f"{method} {path}")


@pytest.mark.parametrize(("path", "method", "operation"), list(operations()))
def test_every_answer_has_an_example_of_its_form(path, method, operation):
    assert operation["summary"] and operation["description"]
    for status, answer in operation["responses"].items():
        if status == "204":
            continue
        for content in answer["content"].values():
            if content["schema"].get("format") == "binary":
                continue
            several = content.get("examples", {"only": {"value": content.get("example")}})
            examples = [example["value"] for example in several.values()]
            schema = {"$ref": content["schema"]["$ref"], "components": DOCUMENT["components"]}
            validator = jsonschema_rs.Draft202012Validator(schema)
            for example in examples:
                validator.validate(example)


def test_every_error_answer_is_a_problem_and_every_problem_is_listed_with_a_page():
    for methods in DOCUMENT["paths"].values():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                if status >= "400" and operation["tags"] != ["operation"]:
                    assert list(answer["content"]) == ["application/problem+json"]
    with TestClient(create_app(verifier=make_verifier())) as client:
        listed = client.get("/v1/problems").json()["problems"]
        assert {kind["code"] for kind in listed} == {kind.code for kind in problem_classes()}
        for kind in listed:
            page = client.get(kind["type"])
            assert page.status_code == 200
            assert kind["words"]["th"]["title"] in page.text.replace("&#39;", "'").replace("&#34;", '"')


def test_keys_are_described_and_optional_but_for_cases():
    assert DOCUMENT["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    assert DOCUMENT["paths"]["/v1/verifications"]["post"]["security"] == [{}, {"key": []}]
    cases = [methods for path, methods in DOCUMENT["paths"].items() if path.startswith(INSPECTORS)]
    assert cases and all(operation["security"] == [{"key": []}] for ops in cases for operation in ops.values())
