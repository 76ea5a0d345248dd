"""A report as a file: whoever asks for one, a page, the command or the mail, gets the same."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from unicodedata import normalize

from fritidsbank.reports.as_csv import as_csv
from fritidsbank.reports.as_html import as_html
from fritidsbank.reports.as_json import as_json
from fritidsbank.reports.facts import Facts
from fritidsbank.reports.figures import Report
from fritidsbank.reports.told import Told, tell


def _as_pdf(told: Told) -> bytes:
    from fritidsbank.reports.as_pdf import as_pdf  # noqa: PLC0415 - loaded when first asked for

    return as_pdf(told)


def _as_xlsx(told: Told) -> bytes:
    from fritidsbank.reports.as_xlsx import as_xlsx  # noqa: PLC0415 - the same: 8 MB of PSS together

    return as_xlsx(told)


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MADE: dict[str, tuple[str, Callable[[Told], bytes]]] = {
    "html": ("text/html; charset=utf-8", as_html),
    "pdf": ("application/pdf", _as_pdf),
    "xlsx": (XLSX, _as_xlsx),
    "csv": ("text/csv; charset=utf-8", as_csv),
}
FORMS = (*_MADE, "json")
"""What a report can be printed as."""


@dataclass(frozen=True)
class Paper:
    """A file: what is in it, what kind it is, and a name of plain ASCII."""

    content: bytes
    mimetype: str
    name: str


def rendered(report: Report, form: str, language: str, facts: Facts) -> Paper:
    """The report in one of FORMS."""
    name = f"{_name(report, language)}.{form}"
    if form == "json":
        # For machines, hence alike in every language.
        told = json.dumps(as_json(report), ensure_ascii=False, indent=2)
        return Paper(f"{told}\n".encode(), "application/json", name)
    mimetype, made = _MADE[form]
    return Paper(made(tell(report, language, facts)), mimetype, name)


def _name(report: Report, language: str) -> str:
    word = "rapport" if language == "sv" else "report"
    plain = normalize("NFKD", report.branch.lower()).encode("ascii", "ignore").decode()
    return "-".join([word, report.period.name, *re.findall("[a-z0-9]+", plain)])
