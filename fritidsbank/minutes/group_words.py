"""What groups, their meetings and points are called on pages."""

from fritidsbank.minutes.deadlines import Duty
from fritidsbank.minutes.recurring import LAST
from fritidsbank.minutes.rules import GroupStatus, ItemKind, MinutesState, Numbering, Profile
from fritidsbank.refusals import N_

PROFILES = {
    Profile.OPEN: N_("An open group: notes, without ceremony"),
    Profile.FORMAL: N_("Formal: minutes that are approved and posted"),
}
NUMBERINGS = {
    Numbering.PLAIN: N_("1, 2, 3 in each meeting"),
    Numbering.PARAGRAPHS: N_("§ on through the year"),
    Numbering.NONE: N_("No numbers"),
}
STATUSES = {
    GroupStatus.ACTIVE: N_("Active"),
    GroupStatus.DORMANT: N_("Dormant"),
    GroupStatus.ENDED: N_("Closed down"),
}
ITEM_KINDS = {
    ItemKind.INFORMATION: N_("Information"),
    ItemKind.DISCUSSION: N_("Discussion"),
    ItemKind.DECISION: N_("Decision"),
    ItemKind.ACTION: N_("Action"),
    ItemKind.PROPOSAL: N_("Proposal"),
}
MINUTES_STATES = {
    MinutesState.DRAFT: N_("Draft"),
    MinutesState.REVIEW: N_("In review"),
    MinutesState.APPROVED: N_("Approved"),
    MinutesState.PUBLISHED: N_("Published"),
    MinutesState.CORRECTED: N_("Corrected"),
    MinutesState.WITHDRAWN: N_("Withdrawn"),
}
WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
NTH = {
    1: N_("The first"),
    2: N_("The second"),
    3: N_("The third"),
    4: N_("The fourth"),
    LAST: N_("The last"),
}
DUTIES = {
    Duty.SEND_NOTICE: N_("The notice should be out by {day}"),
    Duty.APPROVE: N_("The minutes should be approved by {day}"),
    Duty.POST: N_("The approved minutes should be posted by {day}"),
    Duty.TAKE_DOWN: N_("The posting is taken down on {day}"),
}
