"""Reports as JSON, held to what is published of their form."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
from pydantic import TypeAdapter

from verifier.report.form import ReportOut

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "reference" / "report.schema.json"


@cache
def _published() -> Any:
    return jsonschema_rs.validator_for(json.loads(SCHEMA.read_text("utf-8")))


def read_report(text: bytes | str) -> ReportOut:
    """The report in a JSON text, which fits the published schema and the declared form. Raises ValueError."""
    _published().validate(json.loads(text))
    return TypeAdapter(ReportOut).validate_json(text)
