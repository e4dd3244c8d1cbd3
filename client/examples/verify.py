"""Verifies the photos of one product with the Python client: `python verify.py http://localhost:8000 front.jpg …`."""

import os
import sys

from mokcheck_client import Client, MokCheckProblem

client = Client(sys.argv[1], key=os.environ.get("MOKCHECK_KEY"))
try:
    report = client.verify(sys.argv[2:])
except MokCheckProblem as problem:
    sys.exit(f"{problem.code}: {problem.title}. {problem.detail}")
print(report.verdict)
print(report.summary("th"), report.summary("en"), sep="\n", file=sys.stderr)
for match in report.matches:
    print(f"{match.licence} of {match.holder}, {match.status} (by {match.by})", file=sys.stderr)
