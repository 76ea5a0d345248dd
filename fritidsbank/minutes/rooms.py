"""All pages of the open minutes, for whoever puts a house together."""

from fritidsbank.minutes import models, published
from fritidsbank.minutes.follow_pages import follow_room
from fritidsbank.minutes.format_pages import papers
from fritidsbank.minutes.matter_pages import matter_room
from fritidsbank.web.room import Room

TABLES = (models, published)
ROOMS: tuple[Room, ...] = (
    papers,
    matter_room,
    follow_room,
)
