"""Who checks an exported case with the command of bundles, or the other way round, is sent to the right command."""

import io
import zipfile

import pytest
from click.testing import CliRunner

from tests.support.bundles import bundle
from tests.support.spot_checks import NOW, OPERATOR, with_products
from verifier.cases.export import check_case, export_case
from verifier.cases.store import CaseStore
from verifier.cli import main
from verifier.evidence.check import State, check

pytest.importorskip("cryptography", reason="the extra `evidence` is not installed")


@pytest.fixture
def exported(tmp_path):
    store = CaseStore(tmp_path / "cases", create=True)
    return export_case(store, with_products(store), who=OPERATOR, at=NOW)


def test_a_whole_case_is_not_called_a_changed_bundle(exported):
    checked = check(exported)
    assert (checked.state, checked.headline) == (State.UNPROVEN, "state.other")
    assert [flaw.code for flaw in checked.flaws] == ["archive.case"] and not checked.proven("en")


def test_a_whole_bundle_is_not_called_a_changed_case():
    checked = check_case(bundle())
    assert (checked.state, checked.headline) == (State.UNPROVEN, "state.other")
    assert [flaw.code for flaw in checked.flaws] == ["archive.bundle"]


def test_a_bundle_with_a_case_put_into_it_is_changed_all_the_same():
    out = io.BytesIO(bundle())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("case.json", b"{}")
    assert check(out.getvalue()).state is State.CHANGED


@pytest.mark.parametrize(("wrong", "right"), [("report", "cases"), ("cases", "report")])
def test_the_command_names_the_other_one(wrong, right, exported, tmp_path):
    file = tmp_path / "it.zip"
    file.write_bytes(exported if wrong == "report" else bundle())
    for lang in ("th", "en"):
        said = CliRunner().invoke(main, [wrong, "verify", str(file), "--lang", lang])
        assert said.exit_code == State.UNPROVEN and f"mokcheck {right} verify" in said.stdout
