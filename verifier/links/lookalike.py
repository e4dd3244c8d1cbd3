"""Does a foreign host dress up as TISI's? Each answer is a reason code; an ordinary host gets none.

The art is in what is *not* a look-alike: a package carries links to shops, chats and makers, and a wrong accusation
is a wrong `conflicts`. So the borrowed name must stand as a word of its own, or the whole domain must be a near miss.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import product

from verifier.links.official import Links
from verifier.links.url import in_letters
from verifier.names.distance import transposed_distance

_PLAIN_DISGUISE = str.maketrans("1!|", "iii")


def fold(text: str, links: Links) -> str:
    """Lower case, accents off, look-alike letters replaced by the letters they imitate (0→o, 1→i, Cyrillic а→a …)."""
    bare = unicodedata.normalize("NFKD", text.lower())
    return "".join(links.confusables.get(c, c) for c in bare if not unicodedata.combining(c) and c != "\u00ad")


def squash(text: str, links: Links) -> str:
    """`fold` with everything but letters and digits taken out, so that `appdb-tisi.go.th` shows `tisigoth`."""
    return "".join(c for c in fold(text, links) if c.isalnum())


def mentions_domain(text: str, links: Links) -> bool:
    """Whether the domain's letters stand anywhere in `text`, in whatever disguise."""
    return squash(links.domain, links) in squash(text, links)


def imitation(host: str, links: Links) -> str:
    """Why `host` (as a WHATWG parser gives it, not under the official domain) looks like TISI's; "" when it does not.

    `homograph` foreign letters · `official_name_inside` the whole domain inside another (tisi.go.th.example.com,
    appdb-tisi.go.th) · `lookalike_letters` (t1si.go.th) · `near_miss` one edit away, or two behind a telling label ·
    `name_in_host` the name, or a Thai one, as a word of its own (qr-tisi.com, มอก.com).
    """
    readable = ".".join(_readable(label) for label in host.rstrip(".").split("."))
    if any(readable == near or readable.endswith("." + near) for near in links.neighbours):
        return ""
    folded, domain = fold(readable, links), fold(links.domain, links)
    if _borrows_thai_name(readable, links):
        return "name_in_host"
    reason = _resemblance(readable, folded, domain, links)
    if reason and not readable.isascii():
        return "homograph"
    return reason


def _resemblance(readable: str, folded: str, domain: str, links: Links) -> str:
    if folded == domain or folded.endswith("." + domain):
        return "lookalike_letters"
    if squash(links.domain, links) in squash(readable, links):
        return "official_name_inside"
    labels = folded.split(".")
    tails = [".".join(labels[start:]) for start in range(len(labels))]
    telling = links.strong_labels & set(readable.split("."))
    if any(transposed_distance(tail, domain) <= (2 if telling else 1) for tail in tails):
        return "near_miss"
    return "name_in_host" if _borrows_name(readable, folded, links) else ""


def _borrows_name(readable: str, folded: str, links: Links) -> bool:
    """Whether a word of the host is the name, alone or run together with companions (`qrtisi`, `tisithai`)."""
    government = "." + links.domain.split(".", 1)[1]
    labels = range(readable.count("."))  # never the top-level domain
    if readable.endswith(government):  # names under go.th go to agencies: only the registered label counts
        labels = range(readable.count(".") - 2, readable.count(".") - 1)
    words = readable.split("."), folded.split(".")
    local = readable.endswith(".th") or not readable.isascii()
    for label in labels:
        plain = [word.translate(_PLAIN_DISGUISE) for word in re.split(r"[-_]", words[0][label])]
        disguised = re.split(r"[-_]", words[1][label]) if local or {"go", "th"} & set(plain) else []
        if any(_is_name(word, links.name, links.companions) for word in (*plain, *disguised)):
            return True
    return False


def _borrows_thai_name(readable: str, links: Links) -> bool:
    """Whether a word of the host is a Thai name of TISI or its mark, alone or among Thai companions (`เช็คมอก`)."""
    *labels, last = readable.split(".")
    if not (last in links.thai_domains or (last.isascii() and last.isalpha())):
        return False  # `มอก.2879-2560` is no host
    words = (word for label in labels for word in re.split(r"[-_]", label))
    return any(_is_name(word, name, links.thai_companions) for word in words for name in links.thai_names)


def _is_name(word: str, name: str, companions: frozenset[str]) -> bool:
    front, found, back = word.partition(name)
    return bool(found) and _all_companions(front, companions) and _all_companions(back, companions)


def _all_companions(text: str, companions: frozenset[str]) -> bool:
    """Whether `text` is empty, digits, one companion or two run together."""
    text = text.strip("0123456789")
    if not text or text in companions:
        return True
    return any(text == a + b for a, b in product(companions, repeat=2))


def _readable(label: str) -> str:
    """A label in letters: punycode undone where it can be."""
    if not label.startswith("xn--"):
        return label
    try:
        return str(in_letters(label)) or label
    except ValueError:
        return label
