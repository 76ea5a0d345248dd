"""Minutes as they would look to anybody, before they are out: by the same template."""

from markupsafe import Markup

from fritidsbank.minutes.public import queries
from fritidsbank.minutes.public.agenda_difference import difference
from fritidsbank.minutes.public.queries import Out, TakenBack
from fritidsbank.minutes.public.sheets import rendered
from fritidsbank.minutes.publishing import NotPublished
from fritidsbank.minutes.rendition import MinutesPage, NoticePage
from fritidsbank.web.context import g


def preview(page: MinutesPage) -> Markup:
    """What stands on the page of the meeting when these minutes are published."""
    path = f"/moten/{page.group.slug}/{page.slug}"
    called = _called(page)
    points = difference(called, page) if called is not None else ()
    outcomes = [(each, item) for item in page.items for each in item.outcomes]
    matters = {item.matter for item in page.items} - {""}
    html = rendered(
        "minutes/public/preview.html",
        None,
        minutes=Out(page, path, page.version, g.now, page.change_note),
        path=path,
        outcomes=outcomes,
        points=points if any(not each.is_same for each in points) else (),
        known=queries.titles_of(g.db, matters, [each for each, _ in outcomes]),
    )
    return Markup(html)  # noqa: S704 - a template of ours made it, which escapes


def _called(page: MinutesPage) -> NoticePage | None:
    try:
        return queries.notice_of(g.db, page.group.slug, page.slug)[1].page
    except (NotPublished, TakenBack):
        return None
