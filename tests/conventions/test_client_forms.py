"""The client's types follow from the form of the report, and read every report."""

import runpy
import sys
from dataclasses import asdict
from pathlib import Path

from tests.support.fakes import make_verifier, photo_bytes
from verifier.report.plain import to_dict

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "client"))

from mokcheck_client import forms  # noqa: E402
from mokcheck_client.words import build  # noqa: E402


def test_the_clients_types_are_not_stale():
    script = runpy.run_path(str(ROOT / "scripts" / "client_forms.py"))
    assert script["TARGET"].read_text("utf-8") == script["module"](), "run: python scripts/client_forms.py --write"


def test_the_client_holds_all_that_a_report_says():
    data = to_dict(make_verifier().verify([photo_bytes(), photo_bytes(1)]), "en")
    assert data["claim"]["marks"] and data["listing"]["matches"]
    assert asdict(build(forms.Report, data)) == data | {"crops": None}


def test_the_client_leaves_out_what_a_newer_service_adds():
    data = to_dict(make_verifier().verify([photo_bytes()]))
    more = data | {"unheard": 1, "photos": [photo | {"unheard": 1} for photo in data["photos"]]}
    assert build(forms.Report, more) == build(forms.Report, data)
