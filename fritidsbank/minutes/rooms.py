"""All pages of the open minutes, for whoever puts a house together."""

from fritidsbank.minutes import models, published
from fritidsbank.minutes.agenda_pages import agenda_room
from fritidsbank.minutes.archive.pages import archive_room
from fritidsbank.minutes.figures.pages import figure_room
from fritidsbank.minutes.following.follow_pages import follow_room
from fritidsbank.minutes.following.matter_pages import matter_room
from fritidsbank.minutes.formats.oparl_pages import harvest
from fritidsbank.minutes.formats.pages import papers
from fritidsbank.minutes.front_pages import front_room
from fritidsbank.minutes.group_pages import group_room
from fritidsbank.minutes.mails.subscribe_pages import subscriptions
from fritidsbank.minutes.meeting_pages import meeting_room
from fritidsbank.minutes.notice_pages import notice_room
from fritidsbank.minutes.public.pages import open_meetings
from fritidsbank.minutes.public.site_pages import site_room
from fritidsbank.minutes.reading.import_pages import read_in
from fritidsbank.minutes.roster_pages import roster_room
from fritidsbank.minutes.series_pages import series_room
from fritidsbank.minutes.writing.approving_pages import approval
from fritidsbank.minutes.writing.formal_pages import formal_room
from fritidsbank.minutes.writing.pages import writing
from fritidsbank.minutes.writing.publish_pages import publish_room
from fritidsbank.web.room import Room

TABLES = (models, published)
ROOMS: tuple[Room, ...] = (
    open_meetings,
    site_room,
    papers,
    harvest,
    matter_room,
    follow_room,
    writing,
    approval,
    publish_room,
    figure_room,
    front_room,
    group_room,
    roster_room,
    series_room,
    meeting_room,
    agenda_room,
    notice_room,
    formal_room,
    read_in,
    subscriptions,
    archive_room,
)
