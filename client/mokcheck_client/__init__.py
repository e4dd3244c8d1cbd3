"""A typed client of a MokCheck service; needs Python 3.10 and nothing else.

from mokcheck_client import Client

client = Client("http://localhost:8000")
report = client.verify(["front.jpg", "back.jpg"], category="power bank")
print(report.verdict, report.summary("en"))
"""

from mokcheck_client.client import Client, JobFailed, MokCheckProblem, Unreachable
from mokcheck_client.models import Finding, Job, Licence, LookUp, Match, Read, Report, Seen, Snapshot

__all__ = [
    "Client",
    "Finding",
    "Job",
    "JobFailed",
    "Licence",
    "LookUp",
    "Match",
    "MokCheckProblem",
    "Read",
    "Report",
    "Seen",
    "Snapshot",
    "Unreachable",
]
