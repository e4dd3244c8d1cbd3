"""ONNX models that come in an installed wheel: found without importing it, checked by hash, loaded for one thread.

Models: PP-OCRv6 small (PaddlePaddle, Apache-2.0) from the wheel `rapidocr`; that package's own code is not used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnxruntime as ort

from verifier.errors import EngineMissing, ModelMismatch

FEW = 1000
"""So many denormal weights cost no time worth a copy of the model in memory."""
FLOAT = 1
"""`TensorProto.FLOAT` of the ONNX format."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model inside an installed package: its path there and the SHA-256 it was measured with."""

    package: str
    path: str
    sha256: str

    def locate(self) -> Path:
        """Where the file lies. Raises EngineMissing when the package or the file is not installed."""
        spec = find_spec(self.package)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            if (file := Path(folder, self.path)).is_file():
                return file
        raise EngineMissing(f"{self.path} of the Python package {self.package} is not installed", engine=self.path)

    def read(self) -> bytearray:
        """Its bytes. Raises EngineMissing, ModelMismatch."""
        data = bytearray(self.locate().read_bytes())
        found = hashlib.sha256(data).hexdigest()
        if found != self.sha256:
            raise ModelMismatch(f"{self.path} has SHA-256 {found}, expected {self.sha256}", engine=self.path)
        return data


def load(model: ModelFile) -> ort.InferenceSession:
    """A session on one CPU thread that never spins. Safe to share between threads. Raises as `ModelFile.read`."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False  # every line has another width: arenas only grow
    options.log_severity_level = 3
    data = model.read()
    from_memory = flush_denormals(data) > FEW  # else from the file, since a session keeps the bytes that it is given
    source = bytes(data) if from_memory else model.locate()
    return ort.InferenceSession(source, options, providers=["CPUExecutionProvider"])


def flush_denormals(model: bytearray) -> int:
    """Sets the denormal float32 weights of a serialised ONNX model to zero, in place; returns how many.

    A quarter of a million weights of the PP-OCRv6 detector are denormal. They do not change what it answers, and
    processors that handle denormals in microcode run it three to four times faster without them.
    """
    flushed = 0
    for graph in _messages(model, 0, len(model), 7):
        for tensor in _messages(model, *graph, 5):
            if not any(value == FLOAT for _, value in _numbers(model, *tensor, 2)):
                continue
            for start, end in _messages(model, *tensor, 9):
                weights = np.frombuffer(model, "<f4", (end - start) // 4, start)
                denormal = (weights != 0) & (np.abs(weights) < np.finfo(np.float32).tiny)
                weights[denormal] = 0
                flushed += int(denormal.sum())
    return flushed


def _fields(data: bytearray, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Field number, wire type and the extent of the value of each field of one protobuf message."""
    while start < end:
        tag, start = _varint(data, start)
        number, wire = tag >> 3, tag & 7
        if wire == 2:
            length, start = _varint(data, start)
            stop = start + length
        else:
            stop = _varint(data, start)[1] if wire == 0 else start + {1: 8, 5: 4}[wire]
        yield number, wire, start, stop
        start = stop


def _messages(data: bytearray, start: int, end: int, number: int) -> Iterator[tuple[int, int]]:
    return ((a, b) for n, wire, a, b in _fields(data, start, end) if n == number and wire == 2)


def _numbers(data: bytearray, start: int, end: int, number: int) -> Iterator[tuple[int, int]]:
    return ((n, _varint(data, a)[0]) for n, wire, a, _ in _fields(data, start, end) if n == number and wire == 0)


def _varint(data: bytearray, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value, shift, at = value | (byte & 0x7F) << shift, shift + 7, at + 1
        if byte < 0x80:
            return value, at
