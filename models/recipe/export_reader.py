"""From a checkpoint to the file that ships: averaged weights, ONNX, 8-bit convolutions; the same bytes each time.

Weights have 7 of the 8 bits (`reduce_range`): processors with AVX2 and without VNNI add two products of a weight and
an activation in 16 bits, which weights beyond ±64 overflow, so that a net would answer otherwise there (`python -m
bench processors`). A scale a channel, in the LSTM too, keeps what the bit would have told.

The first convolution is laid out anew: 5×5 of stride 2 on one plane runs at a third of the speed of 3×3 on four, which
are the picture's even and odd rows and columns.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_dynamic, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from models.recipe.line_pool import Shard, read_shard
from models.recipe.reader_net import ALPHABET, ReaderNet, shown
from models.recipe.weights import read_weights

OPSET = 17


def load(checkpoint: Path, mean_with: Path | None = None, share: float = 0.5) -> tuple[ReaderNet, int]:
    """The averaged weights of a checkpoint and the lines they have seen; kept weights (.npz) do not tell, 0.

    `mean_with`: kept weights that the training began with; the mean of both often reads better than either (Wortsman
    et al., Robust fine-tuning of zero-shot models, 2022).
    """
    if checkpoint.suffix == ".npz":
        weights, seen = read_weights(checkpoint), 0
    else:
        state = torch.load(checkpoint, weights_only=True)
        weights, seen = state["average"], int(state["seen"])
    for name, before in (read_weights(mean_with) if mean_with else {}).items():
        if before.dtype.is_floating_point:
            weights[name] = torch.lerp(before, weights[name], share)
    net = ReaderNet()
    net.load_state_dict(weights)
    return net.eval(), seen


def export(
    checkpoint: Path,
    calibration: Path,
    out: Path,
    *,
    mean_with: Path | None = None,
    share: float = 0.5,
    int8: bool = True,
    temperature: float = 1.0,
) -> str:
    """Writes `out` and returns its SHA-256. `calibration` is a shard of drawn lines that set the ranges of 8 bits."""
    net, seen = load(checkpoint, mean_with, share)
    with tempfile.TemporaryDirectory() as scratch:
        plain, ready, static = (Path(scratch, f"{name}.onnx") for name in ("plain", "ready", "static"))
        torch.onnx.export(
            Paired(net),
            (torch.zeros(1, 1, 48, 256),),
            str(plain),
            input_names=["line"],
            output_names=["scores"],
            dynamic_axes={"line": {3: "width"}, "scores": {1: "steps"}},
            opset_version=OPSET,
            dynamo=False,
        )
        if int8:
            quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
            quantize_static(
                str(ready),
                str(static),
                _Lines(read_shard(calibration)),
                quant_format=QuantFormat.QDQ,
                activation_type=QuantType.QUInt8,
                weight_type=QuantType.QInt8,
                per_channel=True,
                reduce_range=True,
                op_types_to_quantize=["Conv", "Relu", "Add"],
            )
            quantize_dynamic(
                str(static),
                str(plain),
                weight_type=QuantType.QInt8,
                per_channel=True,
                reduce_range=True,
                op_types_to_quantize=["LSTM", "MatMul"],
            )
        model = onnx.load(str(plain))
    del model.metadata_props[:]
    about = {"alphabet": ALPHABET, "temperature": f"{temperature:.3f}", "step": "2"}
    onnx.helper.set_model_props(model, about | ({"lines": str(seen)} if seen else {}))
    model.producer_name, model.producer_version, model.doc_string = "mokcheck", "", ""
    data = model.SerializeToString(deterministic=True)
    out.write_bytes(data)
    return hashlib.sha256(data).hexdigest()


class Paired(nn.Module):
    """The same net for lines of even width, with its first convolution on pairs of rows and columns."""

    def __init__(self, net: ReaderNet) -> None:
        super().__init__()
        self.net = deepcopy(net).eval()
        whole = net.trunk[0][0].weight.detach()
        kernel = torch.zeros(len(whole), 4, 3, 3)
        for row in range(5):
            for column in range(5):
                (down, lower), (right, later) = divmod(row - 2, 2), divmod(column - 2, 2)
                kernel[:, 2 * lower + later, down + 1, right + 1] = whole[:, 0, row, column]
        self.net.trunk[0][0] = nn.Conv2d(4, len(whole), 3, 1, 1, bias=False)
        self.net.trunk[0][0].weight = nn.Parameter(kernel)

    def forward(self, lines: Tensor) -> Tensor:
        """As `ReaderNet.forward`."""
        rows = lines[:, :, 0::2], lines[:, :, 1::2]
        pairs = [row[:, :, :, start::2] for row in rows for start in (0, 1)]
        scores: Tensor = self.net(torch.cat(pairs, 1))
        return scores


class _Lines(CalibrationDataReader):
    """Every tenth line of a shard."""

    def __init__(self, shard: Shard) -> None:
        self._lines = self._all(shard)

    @staticmethod
    def _all(shard: Shard) -> Iterator[dict[str, Any]]:
        for index in range(0, len(shard), 10):
            yield {"line": shown(shard.line(index))[None, None]}

    def get_next(self) -> dict[str, Any] | None:
        return next(self._lines, None)
