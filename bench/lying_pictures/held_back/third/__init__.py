"""Third set: kinds invented by somebody who had not seen how labels are judged, held back by lot before any was."""

from __future__ import annotations

from bench.lying_pictures.held_back.third import said, shown
from bench.lying_pictures.helping import Families

FAMILIES: Families = {"third: words": said.KINDS, "third: shapes": shown.KINDS}
