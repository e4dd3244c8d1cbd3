"""The quantised detector laid out for the processor: the same numbers in fewer and larger steps.

A convolution of three planes runs at a third of the speed of others, doubling a map by `Resize` takes as long as a
convolution, and a last layer in float is turned from one order of axes into the other and back. What replaces them
gives the same answers to the last bit.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import onnx
from onnx import NodeProto, TensorProto, helper, numpy_helper

CHANNELS = 4
"""Of the picture: red, green, blue and one that is not looked at, for pixels of four bytes."""
PARTS = 4
"""Of the cells, which the last layer takes one after the other."""
_WHERE = ((0, 1), (1, 0), (1, 1))
"""Where the rows (and columns) of a 3×3 kernel of stride 2 lie: in which pair, and which of the pair."""


def laid_out(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same net from `quantize_static`, for one picture at a time.

    In: `pixels`, 1×H/2×2×W/2×8 uint8, the 8-bit levels of H×W×CHANNELS pixels with rows and columns in pairs. Out:
    `maps`, float32, a row for each plane and a column for each cell.
    """
    laid = onnx.ModelProto()
    laid.CopyFrom(model)
    graph = _Graph(laid.graph)
    _pair(graph)
    _double(graph)
    _flatten(graph)
    graph.sweep()
    return laid


class _Graph:
    """A graph with what is asked of it."""

    def __init__(self, graph: onnx.GraphProto) -> None:
        self.proto = graph

    def all(self, kind: str) -> list[NodeProto]:
        return [node for node in self.proto.node if node.op_type == kind]

    def maker(self, name: str) -> NodeProto:
        return next(node for node in self.proto.node if name in node.output)

    def taker(self, name: str) -> NodeProto:
        return next(node for node in self.proto.node if name in node.input)

    def value(self, name: str) -> npt.NDArray[np.generic]:
        return numpy_helper.to_array(next(value for value in self.proto.initializer if value.name == name))

    def keep(self, name: str, value: npt.NDArray[np.generic]) -> str:
        """A constant under that name, in place of another of the same name."""
        for old in [old for old in self.proto.initializer if old.name == name]:
            self.proto.initializer.remove(old)
        self.proto.initializer.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def replace(self, old: list[NodeProto], new: list[NodeProto]) -> None:
        """`new` where the first of `old` stood."""
        at = list(self.proto.node).index(old[0])
        for node in old:
            self.proto.node.remove(node)
        for node in reversed(new):
            self.proto.node.insert(at, node)

    def sweep(self) -> None:
        """Takes out what nobody asks for any more."""
        ends = {output.name for output in self.proto.output}
        while True:
            asked = ends.union(*(node.input for node in self.proto.node))
            idle = [node for node in self.proto.node if not asked.intersection(node.output)]
            if not idle:
                break
            for node in idle:
                self.proto.node.remove(node)
        for value in [value for value in self.proto.initializer if value.name not in asked]:
            self.proto.initializer.remove(value)
        del self.proto.value_info[:]


def _pair(graph: _Graph) -> None:
    """The first convolution, 3×3 of stride 2 on three planes, as one of 2×2 on pairs of rows and columns."""
    (pixels,) = graph.proto.input
    quantise = graph.taker(pixels.name)
    conv = graph.taker(graph.taker(quantise.output[0]).output[0])
    weights = graph.maker(conv.input[1]).input[0]
    kernel = graph.value(weights)
    paired = np.zeros((len(kernel), 2, 2, CHANNELS, 2, 2), kernel.dtype)
    for y, (row, lower) in enumerate(_WHERE):
        for x, (column, right) in enumerate(_WHERE):
            paired[:, lower, right, : kernel.shape[1], row, column] = kernel[:, :, y, x]
    graph.keep(weights, paired.reshape(len(kernel), -1, 2, 2))
    del conv.attribute[:]
    conv.attribute.extend([helper.make_attribute("kernel_shape", [2, 2]), helper.make_attribute("pads", [1, 1, 0, 0])])
    shape = graph.keep("pair", np.array([0, 0, 0, 4 * CHANNELS], np.int64))
    graph.replace(
        [quantise],
        [
            helper.make_node("Transpose", [pixels.name], ["rows together"], perm=[0, 1, 3, 2, 4]),
            helper.make_node("Reshape", ["rows together", shape], ["pairs"]),
            helper.make_node("Transpose", ["pairs"], [quantise.output[0]], perm=[0, 3, 1, 2]),
        ],
    )
    sides = [1, "half the height", 2, "half the width", 2 * CHANNELS]
    pixels.CopyFrom(helper.make_tensor_value_info(pixels.name, TensorProto.UINT8, sides))


def _double(graph: _Graph) -> None:
    """Maps doubled by setting every cell, then every row, beside itself."""
    twice = graph.keep("twice", np.array([1, 2, 2, 1], np.int64))
    for resize in graph.all("Resize"):
        quantise = graph.taker(resize.output[0])
        levels = graph.maker(resize.input[0]).input[0]
        cells, wide, high, size, doubled, together = (f"{resize.name} {step}" for step in range(6))
        graph.replace(
            [resize, quantise],
            [
                helper.make_node("Transpose", [levels], [cells], perm=[0, 2, 3, 1]),
                helper.make_node("Concat", [cells, cells], [wide], axis=3),
                helper.make_node("Concat", [wide, wide], [high], axis=2),
                helper.make_node("Shape", [cells], [size]),
                helper.make_node("Mul", [size, twice], [doubled]),
                helper.make_node("Reshape", [high, doubled], [together]),
                helper.make_node("Transpose", [together], [quantise.output[0]], perm=[0, 3, 1, 2]),
            ],
        )


def _flatten(graph: _Graph) -> None:
    """The last layer, a 1×1 convolution in float, as products of matrices, part by part: none of them is large."""
    (maps,) = graph.proto.output
    conv = graph.maker(maps.name)
    dequantise = graph.maker(conv.input[0])
    kernel = graph.value(conv.input[1])
    planes, inputs = kernel.shape[:2]
    weights = graph.keep(conv.input[1], kernel.reshape(planes, inputs).T)
    shape = graph.keep("flat", np.array([-1, inputs], np.int64))
    levels, cells, found = ([f"{name} {part}" for part in range(PARTS)] for name in ("levels", "cells", "found"))
    graph.replace(
        [conv],
        [
            helper.make_node("Transpose", [dequantise.input[0]], ["upright"], perm=[0, 2, 3, 1]),
            helper.make_node("Reshape", ["upright", shape], ["flat levels"]),
            helper.make_node("Split", ["flat levels"], levels, axis=0),
            *(
                node
                for level, cell, maps_of_part in zip(levels, cells, found, strict=True)
                for node in (
                    helper.make_node("DequantizeLinear", [level, *dequantise.input[1:]], [cell]),
                    helper.make_node("Gemm", [cell, weights, conv.input[2]], [maps_of_part]),
                )
            ),
            helper.make_node("Concat", found, ["together"], axis=0),
            helper.make_node("Transpose", ["together"], [maps.name], perm=[1, 0]),
        ],
    )
    maps.CopyFrom(helper.make_tensor_value_info(maps.name, TensorProto.FLOAT, [planes, "cells"]))
