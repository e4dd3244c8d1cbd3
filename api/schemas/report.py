"""The report in OpenAPI and JSON Schema, made from `verifier.report.form`.

`python -m api.schemas.report` prints its JSON Schema (`docs/reference/report.schema.json`).
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from verifier.report.form import ReportOut


def report_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of the report."""
    schema = TypeAdapter(ReportOut).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


if __name__ == "__main__":
    print(json.dumps(report_schema(), ensure_ascii=False, indent=1))
