"""What tests ask of a net's weights."""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, numpy_helper


def widest_int8(model: onnx.ModelProto) -> int:
    """The largest magnitude of the net's signed 8-bit weights."""
    kept = [numpy_helper.to_array(value) for value in model.graph.initializer if value.data_type == TensorProto.INT8]
    assert sum(weights.size for weights in kept) > 1_000
    return max(int(np.abs(weights.astype(np.int16)).max()) for weights in kept)
