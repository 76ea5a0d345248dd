import assert from "node:assert/strict";
import { test } from "node:test";

import { addDays, dayOf, daysBetween, longDay, shortDay, weekOf } from "../../fritidsbank/static/js/dates.js";

test("Swedes write the weekday, the day and the month", () => {
  assert.equal(longDay("2026-03-02", "sv"), "måndag 2 mars");
  assert.equal(shortDay("2026-03-02", "sv"), "mån 2 mars");
  assert.equal(shortDay("2026-08-03", "sv"), "mån 3 augusti");
});

test("the English write them in the same order", () => {
  assert.equal(longDay("2026-03-02", "en"), "Monday 2 March");
  assert.equal(shortDay("2026-03-02", "en"), "Mon 2 Mar");
});

test("another year is said", () => {
  assert.equal(longDay("2027-01-04", "sv", "2026-12-21"), "måndag 4 januari 2027");
});

test("weeks are numbered as in the Swedish calendar", () => {
  assert.equal(weekOf("2026-03-02"), 10);
  assert.equal(weekOf("2026-01-01"), 1);
  assert.equal(weekOf("2026-12-31"), 53);
  assert.equal(weekOf("2027-01-01"), 53);
  assert.equal(weekOf("2024-12-30"), 1);
});

test("midnight is midnight in Sweden, summer and winter", () => {
  assert.equal(dayOf(Date.parse("2026-03-01T22:59:00Z")), "2026-03-01");
  assert.equal(dayOf(Date.parse("2026-03-01T23:00:00Z")), "2026-03-02");
  assert.equal(dayOf(Date.parse("2026-07-01T22:00:00Z")), "2026-07-02");
});

test("days are counted across the change to summer time", () => {
  assert.equal(addDays("2026-03-28", 2), "2026-03-30");
  assert.equal(addDays("2026-03-02", -2), "2026-02-28");
  assert.equal(daysBetween("2026-03-28", "2026-03-30"), 2);
});
