"""The nouns of the product: what was seen, what was claimed, what was found, what follows.

Every type is a frozen dataclass. Pixels are RGB `uint8` arrays, coordinates are pixels of the *oriented* photo
(x right, y down, origin at the outer corner of the top-left pixel), scores and confidences lie in 0..1.
"""

from __future__ import annotations

from verifier.domain.claim import (
    Claim,
    SeenCertificate,
    SeenCode,
    SeenHolder,
    SeenLicence,
    SeenMark,
    SeenStandard,
    Target,
)
from verifier.domain.judgement import Finding, Param, PhotoFacts, Report, Verdict
from verifier.domain.kinds import LicenceStatus, MarkKind, Outcome, ReachedBy, RegionKind, TargetKind, VerdictKind
from verifier.domain.listing import Licence, LikelyHolder, Listing, Match, NearMiss, Snapshot, SoundsLike
from verifier.domain.photo import Code, Photo, Pixels, Quality, Reading, Region

__all__ = [
    "Claim",
    "Code",
    "Finding",
    "Licence",
    "LicenceStatus",
    "LikelyHolder",
    "Listing",
    "MarkKind",
    "Match",
    "NearMiss",
    "Outcome",
    "Param",
    "Photo",
    "PhotoFacts",
    "Pixels",
    "Quality",
    "ReachedBy",
    "Reading",
    "Region",
    "RegionKind",
    "Report",
    "SeenCertificate",
    "SeenCode",
    "SeenHolder",
    "SeenLicence",
    "SeenMark",
    "SeenStandard",
    "Snapshot",
    "SoundsLike",
    "Target",
    "TargetKind",
    "Verdict",
    "VerdictKind",
]
