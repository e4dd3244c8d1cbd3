"""The trained detector as ONNX: int8 convolutions with a scale a channel, the last layer in float, laid out anew.

Weights have 7 of the 8 bits (`reduce_range`), as those of the reader and for the same reason (`export_reader.py`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from models.recipe.detector_net import DetectorNet
from models.recipe.lay_out import laid_out
from models.recipe.pool import read_shard
from models.recipe.train_detector import as_input, load_averaged


class _Scenes(CalibrationDataReader):  # type: ignore[misc]
    def __init__(self, pixels: Sequence[npt.NDArray[np.uint8]]) -> None:
        self._pictures = iter(pixels)

    def get_next(self) -> dict[str, npt.NDArray[np.float32]] | None:
        picture = next(self._pictures, None)
        if picture is None:
            return None
        return {"pixels": np.asarray(as_input(torch.from_numpy(picture[None])).contiguous().numpy(), np.float32)}


def export(checkpoint: Path, out: Path, scenes: Path, *, calibrate: int = 80) -> Path:
    """Writes the averaged weights of a checkpoint; the same checkpoint and scenes give the same bytes."""
    first = sorted(scenes.glob("shard-????.npz"))[0]
    pictures = [scene.pixels() for scene in read_shard(first)[:calibrate]]
    model = laid_out(quantised(load_averaged(checkpoint), pictures))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(model.SerializeToString(deterministic=True))
    return out


def quantised(net: DetectorNet, pictures: Sequence[npt.NDArray[np.uint8]]) -> onnx.ModelProto:
    """The net in 8 bits, whose ranges are those that it has on these pictures, H×W×3 RGB uint8."""
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as scratch:
        plain, ready, small = (Path(scratch, f"{name}.onnx") for name in ("plain", "ready", "small"))
        torch.onnx.export(
            net, (torch.zeros(1, 3, 64, 64),), str(plain), input_names=["pixels"], output_names=["maps"],
            opset_version=17, dynamo=False,
            dynamic_axes={"pixels": {0: "n", 2: "height", 3: "width"}, "maps": {0: "n", 2: "rows", 3: "columns"}},
        )  # fmt: skip
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        last = [node.name for node in onnx.load(str(ready)).graph.node if node.op_type == "Conv"][-1]
        quantize_static(
            str(ready), str(small), _Scenes(pictures), quant_format=QuantFormat.QDQ, per_channel=True,
            reduce_range=True,
            activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8,
            calibrate_method=CalibrationMethod.MinMax, nodes_to_exclude=[last],
        )  # fmt: skip
        model: onnx.ModelProto = onnx.load(str(small))
    model.producer_name, model.producer_version, model.doc_string = "mokcheck", "", ""
    return model
