"""Years of standards: Buddhist ones in all that is kept, Christian ones in some print."""

from __future__ import annotations

EARLIEST_YEAR = 2511
"""The Industrial Product Standards Act is of B.E. 2511 (1968)."""
LATEST_YEAR = 2575
"""Default for the latest Buddhist year that is believed."""
BUDDHIST_ERA = 543
"""Years from the Christian to the Buddhist era."""
