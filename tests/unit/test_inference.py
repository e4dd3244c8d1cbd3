import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import onnxruntime as ort
import pytest

from verifier.build import build_verifier
from verifier.errors import EngineMissing, ModelMismatch
from verifier.finder import net
from verifier.inference import ModelFile
from verifier.ocr import linenet, ppocr


@pytest.mark.parametrize("model", [net.MODEL, linenet.MODEL, ppocr.MODEL])
def test_the_shipped_models_are_the_measured_ones(model):
    assert len(model.read()) > 500_000


def test_another_hash_is_refused():
    wrong = ModelFile(ppocr.MODEL.package, ppocr.MODEL.path, "0" * 64)
    with pytest.raises(ModelMismatch, match="expected 0000"):
        wrong.read()


@pytest.mark.parametrize(("package", "path"), [("no_such_package", "x.onnx"), ("rapidocr", "models/none.onnx")])
def test_a_missing_model_is_named(package, path):
    with pytest.raises(EngineMissing, match=path):
        ModelFile(package, path, "").locate()


def test_a_verifier_loads_each_model_once(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[Path] = []

    def session(path: Path, *more: Any, **options: Any) -> ort.InferenceSession:
        loaded.append(path)
        return load_session(path, *more, **options)

    load_session = ort.InferenceSession
    monkeypatch.setattr(ort, "InferenceSession", session)
    build_verifier()
    assert len(loaded) > 1 and len(set(loaded)) == len(loaded)


def test_no_engine_keeps_or_sends_anything_about_its_use(tmp_path: Path) -> None:
    """ONNX Runtime tells its maker about sessions, except under continuous integration: so this is tried without."""
    quiet = {"CI", "ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS", "XDG_CACHE_HOME", "TMPDIR"}
    env = {name: value for name, value in os.environ.items() if name not in quiet}
    env |= {"HOME": str(tmp_path), "TMPDIR": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    script = "from verifier.build import build_verifier; build_verifier()"
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=env, check=True, timeout=120)
    assert [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")] == []
