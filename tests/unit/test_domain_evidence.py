import copy
import pickle

import pytest

from verifier.domain import Evidence


def test_it_is_the_text_that_reports_show():
    evidence = Evidence("licences", 12)
    assert evidence == "licences/12" and (evidence.field, evidence.number) == ("licences", 12)


def test_it_survives_copies_and_processes():
    evidence = Evidence("codes", 3)
    for other in (copy.deepcopy(evidence), pickle.loads(pickle.dumps(evidence))):
        assert type(other) is Evidence and other == evidence and other.number == 3


@pytest.mark.parametrize("text", ["", "licences", "licences/", "licences/-1", "licences/x", "photos/0", "licences/0/1"])
def test_other_texts_are_no_ids(text):
    assert Evidence.parse(text) is None


def test_a_text_is_parsed():
    assert Evidence.parse("holders/7") == Evidence("holders", 7)
