"""A typed client of a MokCheck service; needs Python 3.10 and nothing else.

from mokcheck_client import Client

client = Client("http://localhost:8000")
report = client.verify(["front.jpg", "back.jpg"], category="power bank")
print(report.verdict, report.summary("en"))
"""

from mokcheck_client.asynchronous import AsyncClient
from mokcheck_client.client import Client, JobFailed, MokCheckProblem, Unreachable
from mokcheck_client.forms import (
    Advice,
    Certificate,
    Code,
    Crop,
    Finding,
    Licence,
    Mark,
    Match,
    Near,
    Photo,
    Read,
    Snapshot,
    Statement,
)
from mokcheck_client.models import Job, LookUp, Report
from mokcheck_client.words import Words

__all__ = [
    "Advice",
    "AsyncClient",
    "Certificate",
    "Client",
    "Code",
    "Crop",
    "Finding",
    "Job",
    "JobFailed",
    "Licence",
    "LookUp",
    "Mark",
    "Match",
    "MokCheckProblem",
    "Near",
    "Photo",
    "Read",
    "Report",
    "Snapshot",
    "Statement",
    "Unreachable",
    "Words",
]
