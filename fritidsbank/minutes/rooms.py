"""All pages of the open minutes, for whoever puts a house together."""

from fritidsbank.minutes import models, published
from fritidsbank.minutes.figure_pages import figure_room
from fritidsbank.minutes.follow_pages import follow_room
from fritidsbank.minutes.format_pages import papers
from fritidsbank.minutes.matter_pages import matter_room
from fritidsbank.minutes.oparl_pages import harvest
from fritidsbank.minutes.public_pages import open_meetings
from fritidsbank.minutes.publish_pages import publish_room
from fritidsbank.minutes.site_pages import site_room
from fritidsbank.web.room import Room

TABLES = (models, published)
ROOMS: tuple[Room, ...] = (
    open_meetings,
    site_room,
    papers,
    harvest,
    matter_room,
    follow_room,
    publish_room,
    figure_room,
)
