"""All pages of the open minutes, for whoever puts a house together."""

from fritidsbank.minutes import models, published
from fritidsbank.minutes.agenda_pages import agenda_room
from fritidsbank.minutes.approving_pages import approval
from fritidsbank.minutes.archive_pages import archive_room
from fritidsbank.minutes.figure_pages import figure_room
from fritidsbank.minutes.follow_pages import follow_room
from fritidsbank.minutes.formal_pages import formal_room
from fritidsbank.minutes.format_pages import papers
from fritidsbank.minutes.front_pages import front_room
from fritidsbank.minutes.group_pages import group_room
from fritidsbank.minutes.import_pages import read_in
from fritidsbank.minutes.matter_pages import matter_room
from fritidsbank.minutes.meeting_pages import meeting_room
from fritidsbank.minutes.notice_pages import notice_room
from fritidsbank.minutes.oparl_pages import harvest
from fritidsbank.minutes.public_pages import open_meetings
from fritidsbank.minutes.publish_pages import publish_room
from fritidsbank.minutes.roster_pages import roster_room
from fritidsbank.minutes.series_pages import series_room
from fritidsbank.minutes.site_pages import site_room
from fritidsbank.minutes.subscribe_pages import subscriptions
from fritidsbank.minutes.writing_pages import writing
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
