"""ONNX models inside installed packages: found without importing them, checked by hash, loaded for one CPU thread.

Our own weights lie in `verifier.weights`; PP-OCRv6 small (PaddlePaddle, Apache-2.0) comes in the wheel `rapidocr`,
whose own code is not used.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

# From 1.29 on, ONNX Runtime's Linux wheels tell their maker about each session (model names and hashes, the machine):
# they keep events in ~/.cache/Microsoft and send them. The library reads this variable when it is imported, at no other
# time; `onnxruntime.disable_telemetry_events()` after the import leaves the events' store behind.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime as ort  # after the variable that it reads

from verifier.errors import EngineMissing, ModelMismatch


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

    def read(self) -> bytes:
        """Its bytes. Raises EngineMissing, ModelMismatch."""
        data = self.locate().read_bytes()
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
    model.read()  # checks the hash; the session reads the file itself, since it keeps the bytes that it is given
    return ort.InferenceSession(model.locate(), options, providers=["CPUExecutionProvider"])
