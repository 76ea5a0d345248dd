"""What may go wrong in a register behind the program's back: a fault for each invariant."""

import re
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.conftest import DATABASE


@dataclass(frozen=True)
class Fault:
    """What somebody does to the register behind the program's back."""

    check: str
    statements: tuple[str, ...]
    on: tuple[str, ...] = ("sqlite", "postgresql")


def fault(check: str, *statements: str, on: str = "sqlite postgresql") -> Fault:
    return Fault(check, statements, tuple(on.split()))


FREE = "DROP TRIGGER move_is_never_changed{of_move}"
A_LINE = """INSERT INTO move (at, booked_on, booked_late, article_id, from_kind, from_place_id,
    from_branch_id, from_category_id, to_kind, to_place_id, to_branch_id, to_category_id, reason,
    fault, account_id, loan_id)
    SELECT at, booked_on, booked_late, article_id, to_kind, to_place_id, to_branch_id,
    to_category_id, from_kind, from_place_id, from_branch_id, from_category_id, {reason}, '',
    account_id, {loan} FROM move WHERE reason = 'registered'"""
A_SETTING = """INSERT INTO binding_setting (article_id, sole_mm, mode, front, heel, at, account_id)
    SELECT min(article.id), 315, '{mode}', {front}, 6.0, '2026-03-02 14:05:09', min(account.id)
    FROM article, account"""
TWICE_THE_NEWEST = """INSERT INTO published (kind, key, version, path, group_slug, title, lead,
    document, sha256, change_note, published_at, withdrawn_reason, changed_at)
    SELECT kind, key, version + 7, path, group_slug, title, lead, document, sha256, change_note,
    published_at, withdrawn_reason, changed_at FROM published WHERE superseded_at IS NULL"""
A_REMINDER = """INSERT INTO reminder (loan_id, due_on, step, number, channel, became, sent_at)
    SELECT min(id), '2026-03-16', 'after', 1, 'sms', 'sent', '2026-03-17 14:05:09' FROM loan"""
FAULTS = [
    fault("trigger_missing", "DROP TRIGGER move_is_never_deleted{of_move}"),
    fault("trigger_missing", "ALTER TABLE move DISABLE TRIGGER USER", on="postgresql"),
    fault("index_missing", "DROP INDEX uq_loan_open"),
    fault("unknown_word", "UPDATE place SET kind = 'attic' WHERE kind = 'workshop'"),
    fault("opened_unsafely", "PRAGMA secure_delete = OFF", on="sqlite"),
    fault("opened_unsafely", "SET LOCAL synchronous_commit = off", on="postgresql"),
    fault(
        "points_nowhere",
        "PRAGMA defer_foreign_keys = ON",
        "UPDATE article SET shelf_id = 4711",
        on="sqlite",
    ),
    fault(
        "out_without_loan",
        "UPDATE loan SET ended_at = lent_at, ending = 'returned' WHERE ended_at IS NULL",
    ),
    fault(
        "loan_without_out",
        "UPDATE article SET place_id = shelf_id WHERE id IN"
        " (SELECT article_id FROM loan WHERE ended_at IS NULL)",
    ),
    fault(
        "lent_twice", "DROP INDEX uq_loan_open", "UPDATE loan SET ended_at = NULL, ending = NULL"
    ),
    fault(
        "out_from_other_branch",
        "UPDATE loan SET branch_id = (SELECT max(id) FROM branch) WHERE ended_at IS NULL",
    ),
    fault("open_without_borrower", "UPDATE loan SET borrower_id = NULL WHERE ended_at IS NULL"),
    fault("loan_of_other_than_visit", "UPDATE visit SET borrower_id = NULL"),
    fault("ended_halfway", "UPDATE loan SET ending = NULL"),
    fault("ended_halfway", "UPDATE loan SET ended_at = NULL WHERE ending = 'undone'"),
    fault("ended_halfway", "UPDATE loan SET ended_at = '2020-01-01 00:00:00'"),
    fault("loan_not_in_ledger", "UPDATE loan SET ending = 'returned' WHERE ending = 'undone'"),
    fault("loan_not_in_ledger", "UPDATE loan SET lent_at = '2020-01-01 00:00:00'"),
    fault("line_of_no_loan", A_LINE.format(reason="'lent'", loan="4711")),
    fault(
        "article_without_line",
        "DROP TRIGGER move_is_never_deleted{of_move}",
        "DELETE FROM move WHERE reverses IS NOT NULL",
        "DELETE FROM move",
    ),
    fault(
        "begins_inside",
        FREE,
        "UPDATE move SET from_kind = 'shelf', from_place_id = to_place_id"
        " WHERE reason = 'registered'",
    ),
    fault("broken_chain", FREE, "UPDATE move SET from_kind = 'workshop' WHERE reason = 'returned'"),
    fault("broken_chain", A_LINE.format(reason="'moved'", loan="NULL")),
    fault(
        "ends_elsewhere",
        "UPDATE article SET place_id = (SELECT id FROM place WHERE kind = 'missing' LIMIT 1)",
    ),
    fault("ends_elsewhere", "UPDATE article SET category_id = (SELECT max(id) FROM category)"),
    fault("back_in_time", FREE, "UPDATE move SET at = '2020-01-01 00:00:00' WHERE reason = 'lent'"),
    fault("since_when", "UPDATE article SET place_since_at = '2020-01-01 00:00:00'"),
    fault(
        "undo_that_does_not_match",
        FREE,
        "UPDATE move SET reason = 'moved' WHERE reverses IS NOT NULL",
    ),
    fault("undo_of_nothing", FREE, "UPDATE move SET reverses = NULL"),
    fault("end_that_is_no_place", FREE, "UPDATE move SET to_place_id = NULL WHERE reason = 'lent'"),
    fault("out_without_being_lent", FREE, "UPDATE move SET reason = 'moved' WHERE reason = 'lent'"),
    fault("booked_on_other_day", FREE, "UPDATE move SET booked_on = '2020-01-01'"),
    fault("booked_on_other_day", FREE, "UPDATE move SET booked_late = true"),
    fault("day_figures", "UPDATE day_figure SET count = count + 1 WHERE reason = 'lent'"),
    fault("day_figures", "DELETE FROM day_figure WHERE reason = 'lent'"),
    fault(
        "last_balance",
        "INSERT INTO closed_week (last_on, closed_at) VALUES ('2026-03-08', '2026-03-09 05:00:00')",
    ),
    fault("held_for_nothing", "UPDATE booking SET ended_at = created_at, state = 'cancelled'"),
    fault(
        "held_elsewhere",
        "UPDATE article SET place_id = (SELECT id FROM place WHERE kind = 'workshop' LIMIT 1)"
        " WHERE id IN (SELECT article_id FROM hold)",
    ),
    fault("more_than_booked", "UPDATE booking_line SET fetched = count"),
    fault("ended_otherwise", "UPDATE booking SET state = 'expired'"),
    fault("days_out_of_order", "UPDATE booking SET until_on = '2020-01-01'"),
    fault("article_keys", "UPDATE article SET name = 'Skridskor'"),
    fault("times_lent", "UPDATE article SET times_lent = times_lent + 1"),
    fault("code_badly_formed", "UPDATE place SET code = '12345678' WHERE kind = 'out' AND id < 9"),
    fault("code_badly_formed", "UPDATE article_code SET kind = 'older'"),
    fault("serial_behind", "UPDATE serial SET next = 0 WHERE kind = 'slip'"),
    fault("serial_missing", "DELETE FROM serial WHERE kind = 'card'"),
    fault(
        "forgotten_and_known",
        "INSERT INTO erasure (borrower_id, cause, decision, at) SELECT borrower_id, 'request', '',"
        " '2026-03-02 14:05:09' FROM borrower_details WHERE name = 'Bo'",
    ),
    fault(
        "forgotten_and_linked",
        "INSERT INTO erasure (borrower_id, cause, decision, at)"
        " VALUES ('4711', 'request', '', '2026-03-02 14:05:09')",
        "INSERT INTO borrower (id, kind, created_on, last_seen_on)"
        " VALUES ('4711', 'person', '2026-03-02', '2026-03-02')",
        "UPDATE loan SET borrower_id = '4711' WHERE ended_at IS NOT NULL",
    ),
    fault(
        "given_out_without_number",
        "INSERT INTO register_release (reference, account_id, count, at)"
        " SELECT '', min(id), 4, '2026-03-02 14:05:09' FROM account",
    ),
    fault("card_of_nobody", "DELETE FROM borrower_details WHERE name = 'Bo'"),
    fault("details_wrong", "UPDATE borrower_details SET mobile = '' WHERE name = 'Amina'"),
    fault("details_wrong", "UPDATE borrower_details SET mobile = '070' WHERE name = 'Amina'"),
    fault("borrower_keys", "UPDATE borrower_details SET name = 'Sara' WHERE name = 'Amina'"),
    fault("standard_places", "UPDATE place SET standard = false WHERE kind = 'out'"),
    fault(
        "shelf_that_is_none",
        "UPDATE article SET shelf_id = (SELECT id FROM place WHERE kind = 'gone' LIMIT 1)",
    ),
    fault("check_due_on", "UPDATE article SET check_due_on = '2031-01-01'"),
    fault("check_due_lent", "UPDATE article SET check_due_lent = 4711"),
    fault("block_half_lifted", "UPDATE block SET lifted_at = since_at"),
    fault("called_back_unblocked", "DELETE FROM block WHERE recall_id IS NOT NULL"),
    fault(
        "blocked_by_ended_recall",
        "UPDATE recall SET ended_at = added_at, ended_by_id = account_id, ended_because = 'slut'",
    ),
    fault("recall_half_ended", "UPDATE recall SET ended_at = added_at"),
    fault(
        "hours_wrong",
        "INSERT INTO opening_hours (branch_id, weekday, opens, closes)"
        " SELECT id, 0, '18:00:00', '12:00:00' FROM branch",
    ),
    fault(
        "hours_wrong",
        "INSERT INTO opening_hours (branch_id, weekday, opens, closes)"
        " SELECT id, 0, '12:00:00', '16:00:00' FROM branch",
        "INSERT INTO opening_hours (branch_id, weekday, opens, closes)"
        " SELECT id, 0, '15:00:00', '18:00:00' FROM branch",
    ),
    fault("setting_wrong", "INSERT INTO setting (name, value) VALUES ('unlink_days', '0')"),
    fault("setting_wrong", "INSERT INTO setting (name, value) VALUES ('fines', '20')"),
    fault("correction_not_in_ledger", "UPDATE stocktake_line SET remedy = 'found'"),
    fault("line_not_in_report", "UPDATE stocktake_line SET remedy = 'none'"),
    fault("stocktake_figures", "UPDATE stocktake SET found = found + 1"),
    fault("stocktake_figures", "DELETE FROM stocktake_code"),
    fault("stocktake_half_ended", "UPDATE stocktake SET ended_at = NULL"),
    fault("stocktake_half_ended", "UPDATE stocktake SET finish = 'cancelled'"),
    fault("job_half_ended", "UPDATE print_job SET ended_at = NULL WHERE state = 'printed'"),
    fault("job_half_ended", "UPDATE print_job SET state = 'queued'"),
    fault("job_half_taken", "UPDATE print_job SET worker = NULL WHERE state = 'printed'"),
    fault("job_half_taken", "UPDATE print_job SET state = 'sending', ended_at = NULL"),
    fault("reprint_of_later", "UPDATE print_job SET reprints_id = id"),
    fault("printed_elsewhere", "UPDATE print_job SET branch_id = (SELECT max(id) FROM branch)"),
    fault("agent_elsewhere", "UPDATE print_agent SET branch_id = (SELECT max(id) FROM branch)"),
    fault("repair_half_ended", "UPDATE repair SET ended_at = NULL WHERE state = 'done'"),
    fault("repair_half_ended", "UPDATE repair SET outcome = 'repairable' WHERE state = 'done'"),
    fault("repair_half_ended", "UPDATE repair SET went_to = NULL WHERE state = 'released'"),
    fault("repair_half_ended", "UPDATE repair SET outcome = 'fixed' WHERE state = 'waiting'"),
    fault("repair_half_ended", "UPDATE repair SET ended_at = '2020-01-01 00:00:00'"),
    fault("waits_for_nothing", "UPDATE repair SET waits_for = '' WHERE state = 'waiting'"),
    fault("waits_for_nothing", "UPDATE repair SET state = 'in_repair' WHERE state = 'waiting'"),
    fault("released_without_word", "UPDATE repair SET released_because = ''"),
    fault("mended_elsewhere", "UPDATE repair SET branch_id = (SELECT max(id) FROM branch)"),
    fault(
        "mended_elsewhere",
        "UPDATE article SET place_id = shelf_id"
        " WHERE id IN (SELECT article_id FROM repair WHERE ended_at IS NULL)",
    ),
    fault("mended_and_lendable", "UPDATE place SET kind = 'outside' WHERE kind = 'workshop'"),
    fault(
        "mended_twice",
        "DROP INDEX uq_repair_open",
        "UPDATE repair SET ended_at = NULL,"
        " article_id = (SELECT article_id FROM repair WHERE state = 'waiting')",
    ),
    fault("end_not_in_ledger", "UPDATE repair SET went_to = 'season_store' WHERE state = 'done'"),
    fault("end_not_in_ledger", "UPDATE repair SET since_line = 4711 WHERE state = 'done'"),
    fault("part_count", "UPDATE spare_part SET count = count + 1"),
    fault("part_count", "DELETE FROM part_move WHERE why = 'used'"),
    fault("unknown_model", "UPDATE shop_printer SET model = 'typewriter'"),
    fault("unknown_model", "UPDATE shop_printer SET medium = 'papyrus'"),
    fault("binding_half_set", A_SETTING.format(mode="table", front="NULL")),
    fault("binding_half_set", A_SETTING.format(mode="sole", front="6.0")),
    fault(
        "binding_set_by_post",
        A_SETTING.format(mode="table", front="6.0"),
        "UPDATE account SET kind = 'post'",
    ),
    fault("publication_unprotected", "DROP TRIGGER minutes_item_keeps_on_update{of_minutes_item}"),
    fault("publication_unprotected", "DROP TRIGGER published_item_is_found", on="sqlite"),
    fault("newest_not_one", "DROP INDEX uq_published_newest", TWICE_THE_NEWEST),
    fault(
        "found_but_old", "UPDATE published SET superseded_at = published_at WHERE kind = 'minutes'"
    ),
    fault(
        "search_out_of_step",
        "DROP TRIGGER published_item_is_lost",
        "DELETE FROM published_item",
        on="sqlite",
    ),
    fault(
        "search_out_of_step",
        "DROP TRIGGER published_item_keeps_on_update ON published_item",
        "UPDATE published_item SET words = to_tsvector('swedish', 'något annat')",
        on="postgresql",
    ),
    fault(
        "rendition_changed",
        "DROP TRIGGER published_keeps_on_update{of_published}",
        "UPDATE published SET document = '{}' WHERE kind = 'minutes'",
    ),
    fault("published_without_page", "UPDATE meeting SET slug = '1999-12-31'"),
    fault("published_without_page", "UPDATE minutes SET state = 'published'"),
    fault("paragraph_gap", "UPDATE paragraph_number SET number = 36 WHERE number = 2"),
    fault("approval_of_other_text", "UPDATE approval SET sha256 = ''"),
    fault(
        "outcomes_mixed_up",
        "DROP TRIGGER minutes_outcome_keeps_on_insert{of_minutes_outcome}",
        "INSERT INTO minutes_outcome (item_id, key, position, kind, text, owner)"
        " SELECT id, '', 1, 'action', '', '' FROM minutes_item",
    ),
    fault("private_and_published", "DELETE FROM privacy_mark"),
    fault("reminded_twice", "DROP INDEX uq_reminder", A_REMINDER, A_REMINDER),
    fault("no_admin", "UPDATE account SET closed_at = created_at"),
]
POSSIBLE = [done for done in FAULTS if DATABASE in done.on]


def spoil(db: Session, done: Fault) -> None:
    of_table = r"" if db.get_bind().dialect.name == "sqlite" else r" ON \1"
    for statement in done.statements:
        db.execute(text(re.sub(r"\{of_(\w+)\}", of_table, statement)))
