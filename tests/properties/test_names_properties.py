from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.names.match import best_match, likeness, normal, tidy

pieces = st.sampled_from(
    [
        *"กทนสลมอรยวเแไาะิี่้์.-()0129aBs ",
        "บริษัท ",
        " จำกัด",
        "(มหาชน)",
        "หจก. ",
        "ร้าน ",
        "ผู้ผลิต ",
        " Co., Ltd.",
        "Imported by ",
    ]
)
lines = st.text() | st.lists(pieces, max_size=25).map("".join)
cores = st.text("กขคงทนสลมอรยวเแไาอ", min_size=3, max_size=20)


@settings(deadline=None)
@given(lines)
def test_any_line_yields_a_name_or_none(line: str) -> None:
    name = tidy(line)
    assert name is None or (len(normal(name)) >= 2 and tidy(name) == name)


@settings(deadline=None)
@given(lines, lines)
def test_likeness_is_a_symmetric_share(a: str, b: str) -> None:
    assert 0 <= likeness(a, b) <= 1
    assert likeness(a, b) == likeness(b, a)
    assert likeness(a, a) == (1 if normal(a) else 0)


@settings(deadline=None)
@given(lines, st.lists(lines, max_size=8))
def test_a_match_is_one_firm_and_its_group(read: str, holders: list[str]) -> None:
    match = best_match(read, holders)
    assert 0 <= match.runner_up <= 1
    if match.index is None:
        assert match.group == ()
    else:
        assert match.index in match.group
        assert not match.ambiguous
        assert len({normal(holders[i]) for i in match.group}) == 1


@settings(deadline=None)
@given(cores, st.lists(cores, max_size=6, unique=True))
def test_a_listed_name_read_to_the_letter_is_matched_and_never_another(core: str, others: list[str]) -> None:
    holders = [f"บริษัท {other} จำกัด" for other in others]
    read = f"บริษัท {core} จำกัด"
    alone = best_match(read, holders)
    if core not in others:
        assert alone.index is None or alone.score < 1
    listed = best_match(read, [*holders, read])
    assert listed.index is not None
    assert normal(([*holders, read])[listed.index]) == normal(read)
