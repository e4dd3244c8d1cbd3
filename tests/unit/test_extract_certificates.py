import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.fakes import facts
from verifier.domain import Reading, Region, RegionKind, Sight
from verifier.domain.geometry import Quad
from verifier.extract.certificates import find_certificates, read_certificates
from verifier.extract.claim import assemble
from verifier.numbers import find_standards

LINE = Region(RegionKind.LINE, Quad.of_box(10, 10, 300, 40), 0.9)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("มอก.เอส 152-2562", [("sme", "152-2562")]),
        ("มอก. เอส เลขที่ ๑๕๒-๒๕๖๒", [("sme", "152-2562")]),
        ("ได้รับการรับรอง มอก.เอส", [("sme", "")]),
        ("TISI-S 49/2561", [("sme", "49-2561")]),
        ("มผช. ๒๔๗/๒๕๕๒", [("community", "247/2552")]),
        ("มผช.247/2552 มอก.เอส 3-2561", [("community", "247/2552"), ("sme", "3-2561")]),
        ("มอก. 2424-2565", []),
        ("มอก.ส่งเสริม", []),
        ("TIS Standard 1040-2541", []),
        ("มอก.เอสพีจี จำกัด", []),
        ("TIS S152", []),
        ("", []),
    ],
)
def test_what_is_a_certificate(line: str, found: list[tuple[str, str]]) -> None:
    assert [(c.kind, c.value) for c in find_certificates(line)] == found


@given(st.text(alphabet="มอกผชเอสTISs.-/ 0123456789๐๙()", max_size=40))
def test_any_line_is_taken_and_nothing_is_made_up(line: str) -> None:
    for found in find_certificates(line):
        assert found.raw in line and found.kind in ("community", "sme")
        assert not any(s.prefixed and s.raw == found.raw for s in find_standards(line))


def test_a_claim_tells_each_certificate_once_with_its_place() -> None:
    readings = tuple(Reading(text, LINE, reader, (0.8,)) for reader in "ab" for text in ("มอก.เอส 152-2562",))
    claim = assemble([Sight((), (), readings, facts(640, 480))])
    assert [(c.kind, c.value, c.photo, c.label, c.quad) for c in claim.certificates] == [
        ("sme", "152-2562", 0, 0, LINE.quad)
    ]
    assert claim.standards == () and list(read_certificates(())) == []
