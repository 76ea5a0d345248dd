"""What is published is what somebody has read: the button carries the mark of what it showed."""

import hashlib
import json

from fritidsbank.minutes.rendition import to_json
from fritidsbank.refusals import N_
from fritidsbank.web.forms import Form

READ = "read"
CHANGED_SINCE = N_("This has changed since you opened the page. Read it again, and then publish.")


def read_mark(page: object) -> str:
    """The mark of a rendition as it was shown."""
    return hashlib.sha256(json.dumps(to_json(page), sort_keys=True).encode()).hexdigest()[:20]


def refuse_unread(form: Form, page: object) -> None:
    """Nothing goes out that whoever pressed the button has not seen. Raises Unclear."""
    if form.sent.get(READ, "") != read_mark(page):
        form.clash("", CHANGED_SINCE)
        form.refuse_unclear()
