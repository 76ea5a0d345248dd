"""All pages of the open minutes, for whoever puts a house together."""

from fritidsbank.minutes import models, published
from fritidsbank.minutes.format_pages import papers
from fritidsbank.web.room import Room

TABLES = (models, published)
ROOMS: tuple[Room, ...] = (papers,)
