"""What is asked first to be quick rules nothing out that a whole look would find."""

import random
from itertools import chain

import pytest
from rapidfuzz.distance import Levenshtein

from verifier.extract import label_vocabulary, label_words, making
from verifier.extract.statement_words import announcing, qualifying
from verifier.extract.words import Word, _print, _stands, find, nearly
from verifier.thai import letters_of, squeezed

LETTERS = "กขคงจตนปมรลวสอะาิีุูเแไ abcdeilmnorstu0123456789-/.:"
LISTS = [
    *(words for rule in announcing() for words in (rule.words, rule.others)),
    *(words for rule in qualifying() for words in (rule.with_number, rule.beside_number, rule.goods, rule.alone)),
]
TURNED_ROUND = ("un", "non", "in", "im", "dis", "mis", "de", "sub")
COUNTRIES = making._countries()[0]


def misread(text: str, chance: random.Random, edits: int) -> str:
    """A text with letters exchanged, lost and added, between words of others."""
    letters = list(text)
    for _ in range(edits):
        place = chance.randrange(len(letters) + 1)
        letters[place : place + chance.randrange(2)] = chance.choice(LETTERS) if chance.random() < 0.6 else ""
    before, after = ("".join(chance.choices(LETTERS, k=chance.randrange(12))) for _ in range(2))
    return before + "".join(letters) + after


def whole_look(words, text: str, *, fuzzy: bool) -> Word | None:
    line = _print(text)
    exact = (word for word in words if _stands(word, line))
    close = (w for w in words if fuzzy and w.most_misread and nearly(w.bare, line.bare, w.most_misread))
    return next(chain(exact, close), None)


@pytest.mark.parametrize("edits", [0, 1, 2, 3])
def test_no_word_is_passed_over_for_the_letters_that_a_line_lacks(edits):
    chance, met = random.Random(edits), 0
    for words in LISTS:
        for word in chance.sample(words, min(len(words), 12)):
            text = misread(word.written, chance, edits)
            for fuzzy in (True, False):
                expected = whole_look(words, text, fuzzy=fuzzy)
                met += expected is not None
                assert find(words, text, fuzzy=fuzzy) is expected, text
    assert met > 50


@pytest.mark.parametrize("edits", [0, 1, 2, 3])
def test_no_country_is_passed_over_for_how_a_line_begins(edits):
    chance, met = random.Random(edits), 0
    for word in chance.sample(COUNTRIES, 120):
        text = misread(word.written, chance, edits)
        expected = whole_look(COUNTRIES, text, fuzzy=True)
        met += expected is not None
        assert making.made_in(text) == (making._named()[expected.written] if expected else ""), text
    assert met > 20


def test_no_latin_word_is_passed_over_for_its_length():
    chance, known = random.Random(7), label_vocabulary.latin_words()
    for word in chance.sample(known.listed, 200):
        piece = misread(word, chance, chance.randrange(4))
        near = [
            {w for w in some if Levenshtein.distance(piece, w) <= len(w) // label_vocabulary.MISREAD_LATIN}
            for some in (known.listed, label_vocabulary.latin_about(len(piece)))
        ]
        assert near[0] == near[1], piece


def test_no_phrase_is_passed_over_for_its_length():
    chance = random.Random(8)
    phrases = [(letters_of(phrase), phrase) for phrase in label_vocabulary.written_phrases()]
    for phrase, _ in chance.sample(phrases, 300):
        bare = letters_of(misread(phrase, chance, chance.randrange(4)))
        near = {p for p, _ in phrases if Levenshtein.distance(bare, p) <= len(p) // label_vocabulary.MISREAD_LATIN}
        about = label_vocabulary.phrases_about(len(bare))
        assert near == {p for p, most, _ in about if Levenshtein.distance(bare, p) <= most}, bare


def test_a_speaking_word_is_known_as_it_is_at_the_beginning_and_misread():
    said = label_vocabulary.latin_words().speaks
    chance = random.Random(9)

    def speaks(word: str) -> bool:
        def one(spoken: str) -> bool:
            long = len(spoken) >= label_vocabulary.NAME_LETTERS
            turned = [word.removeprefix(no) for no in TURNED_ROUND if word.startswith(no)] + word.split("-")[1:]
            inside = long and any(rest.startswith(spoken) for rest in turned)
            begins = long and word.startswith(spoken)
            close = len(spoken) >= label_vocabulary.SPEAKS_MISREAD_LETTERS
            return (
                inside or begins or word == spoken or (close and Levenshtein.distance(word[: len(spoken)], spoken) <= 1)
            )

        return any(map(one, said))

    for word in chance.choices(said, k=400):
        for text in (word, f"un{word}", misread(word, chance, chance.randrange(3)), misread("safety", chance, 1)):
            assert label_words._speaks(text) is speaks(text), text


@pytest.mark.parametrize("words", LISTS)
def test_a_word_that_lost_one_letter_is_found_alone_in_its_line(words):
    for word in (word for word in words if word.most_misread):
        for place in range(len(word.bare)):
            left = word.bare[:place] + word.bare[place + 1 :]
            if squeezed(left) == left:  # else two vowels met and changed places
                assert find([word], left) is word, (word.written, left)
