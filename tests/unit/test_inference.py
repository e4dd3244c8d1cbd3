import pytest

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
