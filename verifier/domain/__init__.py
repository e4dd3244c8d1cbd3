"""The nouns of the product: what was seen, what was claimed, what was found, what follows.

Every type is a frozen dataclass. Pixels are RGB `uint8` arrays, coordinates are pixels of the *oriented* photo
(x right, y down, origin at the outer corner of the top-left pixel), scores and confidences lie in 0..1.
"""

from __future__ import annotations

from verifier.domain.claim import (
    Claim,
    Hints,
    Item,
    SeenCertificate,
    SeenCode,
    SeenHolder,
    SeenLicence,
    SeenMark,
    SeenStandard,
    SeenStatement,
    Target,
)
from verifier.domain.evidence import Evidence
from verifier.domain.judgement import Finding, Param, Report, Verdict
from verifier.domain.kinds import (
    CertificateKind,
    LicenceStatus,
    MarkFault,
    MarkKind,
    Outcome,
    ReachedBy,
    RegionKind,
    StatementKind,
    TargetKind,
    VerdictKind,
)
from verifier.domain.listing import SAMPLES, Licence, LikelyHolder, Listing, Match, NearMiss, Snapshot, SoundsLike
from verifier.domain.photo import Code, MarkLikeness, Photo, Pixels, Quality, Reading, Region
from verifier.domain.sight import Framing, PhotoFacts, Sight

__all__ = [
    "SAMPLES",
    "CertificateKind",
    "Claim",
    "Code",
    "Evidence",
    "Finding",
    "Framing",
    "Hints",
    "Item",
    "Licence",
    "LicenceStatus",
    "LikelyHolder",
    "Listing",
    "MarkFault",
    "MarkKind",
    "MarkLikeness",
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
    "SeenStatement",
    "Sight",
    "Snapshot",
    "SoundsLike",
    "StatementKind",
    "Target",
    "TargetKind",
    "Verdict",
    "VerdictKind",
]
