"""Settings → Verifier: the only place that names concrete engines."""

from __future__ import annotations

from verifier import heap
from verifier.codes.cascade import CodeCascade
from verifier.detect.codes import NetCodePlaces
from verifier.detect.first import FirstLook
from verifier.detect.marks import NetDetector
from verifier.detect.net import FinderNet
from verifier.pipeline import Verifier
from verifier.read.cores import CoreLines
from verifier.read.lines import WindowLineFinder
from verifier.read.panel import ReaderPanel
from verifier.registry.catalogue import Catalogue
from verifier.registry.open import open_registry
from verifier.rules import ALL_RULES
from verifier.settings import Settings


def build_verifier(settings: Settings | None = None) -> Verifier:
    """A verifier with the engines that ship. Raises EngineMissing, ModelMismatch, and what `open_registry` raises."""
    heap.settle()
    settings = settings or Settings()
    net = FinderNet()
    first_look = FirstLook(net)
    detector, code_reader = NetDetector(net, first_look), CodeCascade(places=NetCodePlaces(first_look))
    cores = CoreLines(net, first_look)
    line_finder = WindowLineFinder(cores, cores)
    line_reader = ReaderPanel.default(timeout_s=settings.reader_timeout_s)
    registry = open_registry(settings.list_location) if settings.list_location else None
    return Verifier(
        detector=detector,
        code_reader=code_reader,
        line_finder=line_finder,
        line_reader=line_reader,
        registry=registry,
        catalogue=Catalogue.load(),
        rules=ALL_RULES,
        settings=settings,
        versions={
            "detector": detector.version,
            "code_reader": code_reader.version,
            "line_finder": line_finder.version,
            "line_reader": line_reader.version,
        },
    )
