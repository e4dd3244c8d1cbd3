"""Tesseract's own library through its C interface (capi.h), loaded into the process once and asked line by line.

A spawn of the program loads its Thai model anew, a tenth of a second each time; the answers are the same.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import threading
import time
import weakref
from collections.abc import Sequence

import numpy as np

from verifier.errors import EngineFailed, EngineMissing
from verifier.read.clean import Grey

NAMES = ("libtesseract.so.5", "libtesseract.so.4")
LSTM_ONLY, ONE_LINE = 1, 7
"""OcrEngineMode and PageSegMode of Tesseract's public types."""
VARIABLES = {b"user_defined_dpi": b"300", b"debug_file": b"/dev/null"}
"""300 dpi keeps Tesseract from guessing a resolution; what it has to say of empty lines is of no use."""

_POINTER, _TEXT, _INT = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
_SIGNATURES: dict[str, tuple[object, Sequence[object]]] = {
    "TessVersion": (_TEXT, ()),
    "TessBaseAPICreate": (_POINTER, ()),
    "TessBaseAPIDelete": (None, (_POINTER,)),
    "TessBaseAPIInit2": (_INT, (_POINTER, _TEXT, _TEXT, _INT)),
    "TessBaseAPISetVariable": (_INT, (_POINTER, _TEXT, _TEXT)),
    "TessBaseAPISetPageSegMode": (None, (_POINTER, _INT)),
    "TessBaseAPISetImage": (None, (_POINTER, _TEXT, _INT, _INT, _INT, _INT)),
    "TessBaseAPIRecognize": (_INT, (_POINTER, _POINTER)),
    "TessBaseAPIGetTsvText": (_POINTER, (_POINTER, _INT)),
    "TessBaseAPIClear": (None, (_POINTER,)),
    "TessDeleteText": (None, (_POINTER,)),
    "TessMonitorCreate": (_POINTER, ()),
    "TessMonitorDelete": (None, (_POINTER,)),
    "TessMonitorSetDeadlineMSecs": (None, (_POINTER, _INT)),
}


class LibTesseract:
    """One engine with one language. Threads take turns: it holds some 30 MB and is asked seldom."""

    def __init__(self, language: str, names: Sequence[str] = NAMES) -> None:
        """Loads the library and the language. Raises EngineMissing."""
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # Tesseract's own threads only make it slower
        self._library = library = _loaded(names)
        self.version = library.TessVersion().decode("ascii")
        self._turn = threading.Lock()
        self._engine = ctypes.c_void_p(library.TessBaseAPICreate())
        weakref.finalize(self, library.TessBaseAPIDelete, self._engine)
        if library.TessBaseAPIInit2(self._engine, None, language.encode("ascii"), LSTM_ONLY):
            message = f"Tesseract lacks the script model {language} (Debian: tesseract-ocr-script-{language.lower()})"
            raise EngineMissing(message, engine="tesseract")
        for name, value in VARIABLES.items():
            library.TessBaseAPISetVariable(self._engine, name, value)
        library.TessBaseAPISetPageSegMode(self._engine, ONE_LINE)

    def tables(self, lines: Sequence[Grey], timeout_s: float) -> list[str]:
        """Tesseract's table of words, as tab-separated text, for each picture of one line (h×w uint8).

        Raises EngineFailed when all have not been read in time; a line once begun is read to its end.
        """
        deadline = time.monotonic() + timeout_s
        if not self._turn.acquire(timeout=timeout_s):
            raise EngineFailed(f"tesseract: timeout after {timeout_s} s of waiting", engine="tesseract")
        try:
            return [self._table(np.ascontiguousarray(line), deadline) for line in lines]
        finally:
            self._turn.release()

    def _table(self, line: Grey, deadline: float) -> str:
        left_ms = int(1000 * (deadline - time.monotonic()))
        if left_ms <= 0:
            raise EngineFailed("tesseract: timeout", engine="tesseract")
        library, monitor = self._library, ctypes.c_void_p(self._library.TessMonitorCreate())
        try:
            library.TessMonitorSetDeadlineMSecs(monitor, left_ms)
            height, width = line.shape
            library.TessBaseAPISetImage(self._engine, line.tobytes(), width, height, 1, width)
            if library.TessBaseAPIRecognize(self._engine, monitor):
                raise EngineFailed("tesseract: timeout or failure within a line", engine="tesseract")
            text = library.TessBaseAPIGetTsvText(self._engine, 0)
            if not text:
                raise EngineFailed("tesseract: no answer", engine="tesseract")
            try:
                return ctypes.string_at(text).decode("utf-8", "replace")
            finally:
                library.TessDeleteText(text)
        finally:
            library.TessMonitorDelete(monitor)
            library.TessBaseAPIClear(self._engine)


def _loaded(names: Sequence[str]) -> ctypes.CDLL:
    for name in (*names, ctypes.util.find_library("tesseract") if names is NAMES else None):
        try:
            library = ctypes.CDLL(name) if name else None
        except OSError:
            continue
        if library is not None and all(hasattr(library, function) for function in _SIGNATURES):
            for function, (answer, arguments) in _SIGNATURES.items():
                entry = getattr(library, function)
                entry.restype, entry.argtypes = answer, arguments
            return library
    raise EngineMissing("the library of Tesseract 4.1 or later is not installed", engine="tesseract")
