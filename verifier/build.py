"""Settings → Verifier: the only place that names concrete engines."""

from __future__ import annotations

from functools import cache

from verifier import blas, malloc
from verifier.challenge import CODE_MIN_SCORE, PhotoChallenger
from verifier.codes.cascade import CodeCascade
from verifier.codes.decoder import Decoder
from verifier.codes.net_places import NetCodePlaces
from verifier.codes.places import CodePlaces
from verifier.codes.rare import RareCodes
from verifier.codes.zbar import ZbarReader
from verifier.codes.zxing import ZxingReader
from verifier.detect.marks import NetDetector
from verifier.errors import EngineMissing
from verifier.finder.first_pass import FirstPass
from verifier.finder.net import FinderNet
from verifier.ocr.abbreviation import AbbreviationCheck
from verifier.ocr.close_looks import CloseLooks
from verifier.ocr.derived import DerivedPrint
from verifier.ocr.ensemble import ReaderEnsemble
from verifier.ocr.line_detector import CoreLines
from verifier.ocr.linenet import LABEL_MODEL, LineNetReader
from verifier.ocr.photo_scan import PhotoScan
from verifier.ocr.ppocr import PPOcrReader
from verifier.ocr.ppocr_lines import MODEL as TEXT_DETECTOR
from verifier.ocr.ppocr_lines import TextDetector
from verifier.ocr.second_opinion import LetterCheck
from verifier.ocr.set_apart import SetApart
from verifier.ocr.tesseract import TesseractReader
from verifier.ocr.windows import WindowLineFinder
from verifier.pipeline import Verifier
from verifier.protocols import LineReader
from verifier.registry.catalogue import Catalogue
from verifier.registry.open import open_registry
from verifier.rules import ALL_RULES
from verifier.settings import Settings


def build_readers(timeout_s: float = 20.0) -> list[LineReader]:
    """The readers of lines that ship; `timeout_s` bounds Tesseract. Raises EngineMissing, ModelMismatch."""
    return [LineNetReader(), PPOcrReader(), TesseractReader(timeout_s)]


def build_line_reader(timeout_s: float = 20.0) -> ReaderEnsemble:
    """The readers that ship, together. As `build_readers`."""
    return ReaderEnsemble(build_readers(timeout_s))


def build_decoders() -> list[Decoder]:
    """The decoders that ship: zxing-cpp, and zbar where it is installed."""
    try:
        return [ZxingReader(), ZbarReader()]
    except EngineMissing:
        return [ZxingReader()]


def build_code_reader(places: CodePlaces | None = None) -> CodeCascade:
    """The decoders that ship, together. `places` points at codes in a photo."""
    return CodeCascade(build_decoders(), places)


def build_verifier(settings: Settings | None = None) -> Verifier:
    """A verifier with the engines that ship. Raises EngineMissing, ModelMismatch, and what `open_registry` raises."""
    malloc.settle()
    blas.settle()
    settings = settings or Settings()
    net = FinderNet()
    first_pass = FirstPass(net)
    detector, code_reader = NetDetector(net, first_pass), build_code_reader(NetCodePlaces(first_pass))
    cores = CoreLines(net, first_pass)
    line_finder = WindowLineFinder(cores, cores)
    readers = build_readers(settings.reader_timeout_s)
    own, latin, thai = readers  # loaded once: a second look asks the same ones
    line_reader = ReaderEnsemble(readers)
    labels = LineNetReader(LABEL_MODEL, "linenet-labels-1")
    letters = LetterCheck(labels)
    challenger = PhotoChallenger(
        finder=PhotoScan(cores),
        skimmer=own,
        reader=line_reader,
        letters=letters,
        code_places=NetCodePlaces(first_pass, CODE_MIN_SCORE),
        rare_codes=RareCodes(ZxingReader()),
        hidden=DerivedPrint(cores, own),
        other_scripts=latin,
        set_apart=SetApart(own, latin),
        other_eyes=(own.other_looks[-1], labels.other_looks[-1], thai),
        words=AbbreviationCheck((thai,), (own, *own.other_looks, labels, *labels.other_looks)),
    )
    TEXT_DETECTOR.read()  # is it there, and is it the one; it is loaded when a photo first needs it
    second_look = CloseLooks(cores, cache(TextDetector), line_reader)
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
        second_look=second_look,
        versions={
            "detector": detector.version,
            "code_reader": code_reader.version,
            "line_finder": line_finder.version,
            "line_reader": line_reader.version,
        },
    )
