"""Whatever an inspector sends to the routes of cases, they answer as the document says, and never by accident."""

import httpx
import hypothesis
import pytest
from schemathesis.checks import CHECKS

from api.store_sqlite import SqliteStore
from bench.servers.service import Served
from tests.api.test_cases import CASE, GOODS, NEW, PRODUCT, officer
from tests.api.test_openapi import NO_WRONG_WORDS, SCHEMA, SLOW
from tests.support.spot_checks import uid

EXAMPLES = 4
NO_GUESSES = [NO_WRONG_WORDS, *(CHECKS.get_one(name) for name in ("ignored_auth", "negative_data_rejection"))]
"""Left out too: calls without the key that every call here has, and ids that were wrong until they were replaced."""
INSPECTORS = SCHEMA.include(path_regex="^/v1/(cases|inspection)")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A running service that keeps cases, and a key for it."""
    folder = tmp_path_factory.mktemp("service")
    kept = SqliteStore(folder / "store.sqlite")
    headers, _ = officer(kept)
    kept.close()
    environment = {"MOKCHECK_CASES_PATH": str(folder / "cases"), "MOKCHECK_RATE_INSPECTOR": "1000000"}
    with Served("0", "1", str(folder / "store.sqlite"), command=SLOW, environment=environment) as served:
        yield served, headers


@pytest.mark.slow
@pytest.mark.loopback
@INSPECTORS.parametrize()
@hypothesis.settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(hypothesis.HealthCheck),
)
def test_cases_are_answered_as_the_document_says(case, served):
    service, headers = served
    for url, sent in ((CASE, NEW), (PRODUCT, GOODS)):
        httpx.put(service.url + url, json=sent, headers=headers)
    for name, known in (("case_id", uid(1)), ("product_id", uid(2))):
        if name in (case.path_parameters or {}):
            case.path_parameters[name] = known  # or nearly all calls would be about a case that is not there
    answer = case.call(base_url=service.url, headers=headers)
    case.validate_response(answer, excluded_checks=NO_GUESSES)
