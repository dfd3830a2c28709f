"""The labels our recognisers tell apart, and their BIO tags (Ramshaw and Marcus, 1995)."""

from __future__ import annotations

LABELS = ("PERSON", "COMPANY", "ORG", "PRODUCT", "PLACE", "MISC")
"""`COMPANY` is a business, `ORG` any other organization, `MISC` other names; it is never given."""

TAGS = ("O", *(f"{part}-{label}" for label in LABELS for part in "BI"))
"""The 13 classes of a model, in the order of its last axis."""
