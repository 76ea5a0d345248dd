"""What a signature is bound to: one number for all that stands in a version of the minutes."""

import hashlib
import json

from fritidsbank.minutes.rendition import to_json
from fritidsbank.minutes.writing.attending import as_present
from fritidsbank.minutes.writing.items import outcome_texts
from fritidsbank.minutes.writing.written import Written, WrittenItem


def hash_of_minutes(written: Written) -> str:
    """SHA-256 over the words of a version, their order, when and where it was and who was there.

    Numbers are given on approval and states change, so that neither counts.
    """
    minutes = written.minutes
    said = to_json(
        [
            minutes.version,
            minutes.summary,
            minutes.next_dates,
            minutes.change_note,
            written.held,
            [_of_item(each) for each in written.items],
            [as_present(each) for each in written.attendance],
        ]
    )
    packed = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(packed.encode()).hexdigest()


def _of_item(each: WrittenItem) -> list[object]:
    item = each.item
    return [
        item.key,
        item.anchor,
        item.title,
        item.kind,
        item.text,
        item.hidden,
        item.matter_id,
        outcome_texts(each.outcomes),
        [[one.title, one.source, one.as_of, one.sha256, one.lines] for one in each.figures],
    ]
