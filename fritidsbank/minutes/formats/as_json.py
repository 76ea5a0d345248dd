"""What was published as machines read it: docs/open-data.md says what each field is."""

from typing import Any

from fritidsbank.clock import iso
from fritidsbank.minutes.published import Published


def as_json(published: Published, address: str) -> dict[str, Any]:
    """The rendition as it was stored, with its version, moments and hash."""
    return {
        "kind": published.kind.value,
        "address": address,
        "version": published.version,
        "published_at": iso(published.published_at),
        "superseded_at": iso(published.superseded_at) if published.superseded_at else None,
        "change_note": published.change_note,
        "sha256": published.sha256,
        "title": published.title,
        "document": published.document,
    }
