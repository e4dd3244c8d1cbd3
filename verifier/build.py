"""Settings → Verifier: the only place that names concrete engines."""

from __future__ import annotations

from verifier import malloc as heap
from verifier.challenge import CODE_MIN_SCORE, Challenger
from verifier.codes.cascade import CodeCascade
from verifier.codes.net_places import NetCodePlaces
from verifier.detect.marks import NetDetector
from verifier.finder.first_pass import FirstPass
from verifier.finder.net import FinderNet
from verifier.ocr.ensemble import ReaderPanel
from verifier.ocr.line_detector import CoreLines
from verifier.ocr.linenet import LineNetReader
from verifier.ocr.photo_scan import PhotoScan
from verifier.ocr.windows import WindowLineFinder
from verifier.pipeline import Verifier
from verifier.registry.catalogue import Catalogue
from verifier.registry.open import open_registry
from verifier.rules import ALL_RULES
from verifier.settings import Settings


def build_verifier(settings: Settings | None = None) -> Verifier:
    """A verifier with the engines that ship. Raises EngineMissing, ModelMismatch, and what `open_registry` raises."""
    heap.settle()
    settings = settings or Settings()
    net = FinderNet()
    first_pass = FirstPass(net)
    detector, code_reader = NetDetector(net, first_pass), CodeCascade(places=NetCodePlaces(first_pass))
    cores = CoreLines(net, first_pass)
    line_finder = WindowLineFinder(cores, cores)
    line_reader = ReaderPanel.default(timeout_s=settings.reader_timeout_s)
    challenger = Challenger(PhotoScan(cores), LineNetReader(), line_reader, NetCodePlaces(first_pass, CODE_MIN_SCORE))
    registry = open_registry(settings.list_location) if settings.list_location else None
    return Verifier(
        detector=detector,
        code_reader=code_reader,
        line_finder=line_finder,
        line_reader=line_reader,
        challenger=challenger,
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
