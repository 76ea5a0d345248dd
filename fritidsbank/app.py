"""The only place that knows every room."""

from flask import Flask

from fritidsbank.bookings.booking_forms import booking_forms
from fritidsbank.bookings.pages import bookings
from fritidsbank.branches.pages import branches
from fritidsbank.branches.surroundings import put_up_signs
from fritidsbank.counter import described as counter_described
from fritidsbank.counter import operations as counter_operations
from fritidsbank.counter.actions import check_in_seen
from fritidsbank.counter.borrower_pages import borrowers
from fritidsbank.counter.calling_pages import calling
from fritidsbank.counter.hours_pages import hours
from fritidsbank.counter.own_loans_pages import own_loans
from fritidsbank.counter.pages import days
from fritidsbank.counter.paper_pages import paper
from fritidsbank.counter.printouts import COMMANDS, printouts, slip_design
from fritidsbank.counter.tally_pages import visits
from fritidsbank.counter.undo_pages import undoing
from fritidsbank.counter.views import counter
from fritidsbank.db import Store
from fritidsbank.grouploans import described as grouploans_described
from fritidsbank.grouploans import operations as grouploan_operations
from fritidsbank.grouploans.ordering import ordering
from fritidsbank.grouploans.pages import grouploans
from fritidsbank.intake import described as intake_described
from fritidsbank.intake import operations as intake_operations
from fritidsbank.intake.exporting_pages import exports
from fritidsbank.intake.importing_pages import imports
from fritidsbank.intake.views import registering
from fritidsbank.labels.facts import OF_THE_SHOP
from fritidsbank.labels.pages import labels
from fritidsbank.labels.printouts import label_designs
from fritidsbank.labels.scanner_pages import scanner
from fritidsbank.loans.queries import lent_beside
from fritidsbank.minutes.rooms import ROOMS as MINUTES
from fritidsbank.paths import resource
from fritidsbank.printjobs import described as printjobs_described
from fritidsbank.printjobs.agent_pages import agents, know_agents
from fritidsbank.printjobs.designs import Designs
from fritidsbank.printjobs.pages import printing
from fritidsbank.printjobs.setting_pages import arranging
from fritidsbank.printjobs.trial_label import TRIAL_LABEL
from fritidsbank.privacy.extract_pages import extracts
from fritidsbank.privacy.forgetting_pages import forgetting
from fritidsbank.privacy.informing_pages import informing
from fritidsbank.privacy.last_borrower_pages import asking
from fritidsbank.privacy.looking import note_page, note_shown
from fritidsbank.privacy.looking_pages import access_log
from fritidsbank.privacy.merging_pages import merging
from fritidsbank.privacy.protecting_pages import protecting
from fritidsbank.privacy.register_pages import public_record
from fritidsbank.privacy.retention_pages import retention
from fritidsbank.reminders.pages import reminding
from fritidsbank.reminders.setting_pages import reminder_settings
from fritidsbank.reports.pages import reports
from fritidsbank.reports.reader_pages import report_readers
from fritidsbank.reports.table import shown
from fritidsbank.schema import METADATA
from fritidsbank.sets.pages import picking
from fritidsbank.settings import Rooms, Settings
from fritidsbank.staff import described as staff_described
from fritidsbank.staff.own_pages import own
from fritidsbank.staff.pages import accounts
from fritidsbank.staff.views import know_accounts, staff
from fritidsbank.stock import described as stock_described
from fritidsbank.stock import operations as stock_operations
from fritidsbank.stock.article_pages import descriptions
from fritidsbank.stock.care_pages import caring
from fritidsbank.stock.carrying_pages import carrying
from fritidsbank.stock.category_pages import categories
from fritidsbank.stock.moving_pages import moves
from fritidsbank.stock.pages import articles
from fritidsbank.stock.photo_pages import pictures
from fritidsbank.stock.place_pages import places
from fritidsbank.stock.recall_pages import recall_register
from fritidsbank.stock.season_pages import season
from fritidsbank.stock.transfer_pages import between
from fritidsbank.stocklist.mended_pages import mended
from fritidsbank.stocklist.open_data import open_data
from fritidsbank.stocklist.pages import stocklist
from fritidsbank.stocklist.poster_pages import LINES, posters
from fritidsbank.stocklist.sheets import HOME, MENDED
from fritidsbank.stocktake import described as stocktake_described
from fritidsbank.stocktake import operations as stocktake_operations
from fritidsbank.stocktake.closing_pages import closing_room
from fritidsbank.stocktake.pages import stocktakes
from fritidsbank.web.endpoint import Registry, endpoint
from fritidsbank.web.frame import frame, open_rooms
from fritidsbank.web.openapi import openapi_room
from fritidsbank.web.operations import OperationKind
from fritidsbank.web.room import Room
from fritidsbank.workshop import described as workshop_described
from fritidsbank.workshop import operations as workshop_operations
from fritidsbank.workshop.bench_forms import bench_forms
from fritidsbank.workshop.bench_pages import bench
from fritidsbank.workshop.binding_card import BINDING_CARD
from fritidsbank.workshop.binding_pages import bindings
from fritidsbank.workshop.ords_pages import repair_data
from fritidsbank.workshop.part_pages import drawers
from fritidsbank.workshop.wall_pages import wall
from fritidsbank.workshop.word_pages import bench_words

KINDS: tuple[OperationKind, ...] = (
    *counter_operations.KINDS,
    *stock_operations.KINDS,
    *intake_operations.KINDS,
    *stocktake_operations.KINDS,
    *workshop_operations.KINDS,
    *grouploan_operations.KINDS,
)
REGISTRY = Registry(KINDS)
DESCRIBED = (
    staff_described.DESCRIBED,
    counter_described.DESCRIBED,
    stock_described.DESCRIBED,
    intake_described.DESCRIBED,
    stocktake_described.DESCRIBED,
    workshop_described.DESCRIBED,
    grouploans_described.DESCRIBED,
    printjobs_described.DESCRIBED,
)
ROOMS: tuple[Room, ...] = (
    branches,
    report_readers,
    staff,
    accounts,
    own,
    counter,
    days,
    calling,
    hours,
    borrowers,
    own_loans,
    forgetting,
    merging,
    asking,
    retention,
    extracts,
    access_log,
    public_record,
    protecting,
    informing,
    paper,
    printouts,
    visits,
    undoing,
    registering,
    articles,
    descriptions,
    imports,
    exports,
    pictures,
    moves,
    categories,
    places,
    recall_register,
    stocklist,
    mended,
    open_data,
    posters,
    picking,
    stocktakes,
    closing_room(check_in_seen),
    booking_forms,
    bookings,
    ordering,
    grouploans,
    bench,
    bench_forms,
    drawers,
    bench_words,
    repair_data,
    carrying,
    season,
    caring,
    between,
    labels,
    scanner,
    printing,
    arranging,
    agents,
    wall,
    reports,
    reminding,
    reminder_settings,
    bindings,
)


def shop_store(settings: Settings) -> Store:
    """The shop's database, not yet opened."""
    return Store(settings.database, METADATA, resource("migrations"))


def designs_of(settings: Settings) -> Designs:
    """Everything that can be printed: a room that has more brings it here."""
    labels = label_designs(
        settings.url, commands=COMMANDS, public_list=HOME[OF_THE_SHOP], invitation=LINES
    )
    slip = slip_design(settings.url, settings.secret)
    return Designs((TRIAL_LABEL, slip, BINDING_CARD, *labels))


def create_app(settings: Settings, store: Store | None = None) -> Flask:
    """One installation of the shop as a WSGI application."""
    app = frame(settings, store or shop_store(settings))
    app.extensions["fritidsbank.registry"] = REGISTRY
    app.extensions["fritidsbank.designs"] = designs_of(settings)
    app.extensions["fritidsbank.lent_beside"] = lent_beside
    app.extensions["fritidsbank.note_page"] = note_page
    app.extensions["fritidsbank.note_shown"] = note_shown
    app.extensions["fritidsbank.public_lists"] = (HOME["sv"], MENDED["sv"])
    app.jinja_env.filters["shown"] = shown
    know_accounts(app.extensions["fritidsbank.login"])
    know_agents(app)
    put_up_signs(app)
    minutes = () if settings.rooms is Rooms.SHOP else MINUTES
    open_rooms(app, *ROOMS, *minutes, endpoint(REGISTRY), openapi_room(REGISTRY, DESCRIBED))
    return app
