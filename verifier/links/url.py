"""Links as a browser reads them: the WHATWG URL standard. The only module of the product that knows ada.

`Url(text)` parses as a phone's browser does and raises ValueError for what leads nowhere; `hostname` is in lower case
ASCII (punycode). `in_letters` turns a punycode label back into the letters that a person would see.
"""

from __future__ import annotations

from ada_url import URL as Url  # noqa: N811 - an acronym, in the way of our other names
from ada_url import idna_to_unicode as in_letters

__all__ = ["Url", "in_letters"]
