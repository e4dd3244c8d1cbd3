import numpy as np
import pytest

from verifier.errors import EngineMissing, ModelMismatch
from verifier.read import dbnet, ppocr
from verifier.read.onnx import ModelFile, flush_denormals


@pytest.mark.parametrize("model", [dbnet.MODEL, ppocr.MODEL])
def test_the_shipped_models_are_the_measured_ones(model):
    assert len(model.read()) > 1_000_000


def test_another_hash_is_refused():
    wrong = ModelFile(dbnet.MODEL.package, dbnet.MODEL.path, "0" * 64)
    with pytest.raises(ModelMismatch, match="expected 0000"):
        wrong.read()


@pytest.mark.parametrize(("package", "path"), [("no_such_package", "x.onnx"), ("rapidocr", "models/none.onnx")])
def test_a_missing_model_is_named(package, path):
    with pytest.raises(EngineMissing, match=path):
        ModelFile(package, path, "").locate()


def field(number: int, payload: bytes) -> bytes:
    return bytes([number << 3 | 2, len(payload)]) + payload


def model(values: list[float], kind: int = 1) -> bytearray:
    """An ONNX model that is nothing but one initialiser (data_type 2, name 8, raw_data 9)."""
    raw = np.asarray(values, "<f4").tobytes()
    tensor = bytes([2 << 3, kind]) + field(8, b"w") + field(9, raw)
    return bytearray(field(7, field(2, b"graph") + field(5, tensor)))


def test_denormal_weights_become_zero_and_nothing_else_moves():
    values = [1.0, 1e-40, -3e-42, 0.0, 1.2e-38, -7.5]
    data = model(values)
    assert flush_denormals(data) == 2
    assert data == model([1.0, 0.0, 0.0, 0.0, 1.2e-38, -7.5])


def test_integers_that_look_like_denormals_stay():
    data = model([1e-40], kind=7)
    assert flush_denormals(data) == 0 and data == model([1e-40], kind=7)
