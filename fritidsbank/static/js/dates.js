/** Days as Swedes write them. A day is "2026-03-02"; only here does it become anything else. */

const DAY = 86_400_000;
const PLACE = "Europe/Stockholm";

/**
 * The day it is in Sweden at a moment.
 * @param {number} now
 */
export function dayOf(now) {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: PLACE, dateStyle: "short" }).format(now);
}

/** @param {string} day @param {number} days */
export function addDays(day, days) {
  return new Date(atNoon(day) + days * DAY).toISOString().slice(0, 10);
}

/**
 * How many days from one day to another.
 * @param {string} from
 * @param {string} to
 */
export function daysBetween(from, to) {
  return Math.round((atNoon(to) - atNoon(from)) / DAY);
}

/**
 * The number of its week, ISO 8601: week 1 has the year's first Thursday.
 * @param {string} day
 */
export function weekOf(day) {
  const noon = atNoon(day);
  const thursday = new Date(noon + (4 - (new Date(noon).getUTCDay() || 7)) * DAY);
  return Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / DAY / 7) + 1;
}

/**
 * "måndag 2 mars", "Monday 2 March"; the year only when it is not that of `today`.
 * @param {string} day
 * @param {string} language
 * @param {string} [today]
 */
export function longDay(day, language, today = day) {
  return written(day, language, "long", today);
}

/**
 * "mån 2 mars", "Mon 2 Mar".
 * @param {string} day
 * @param {string} language
 * @param {string} [today]
 */
export function shortDay(day, language, today = day) {
  return written(day, language, "short", today);
}

/**
 * @param {string} day
 * @param {string} language
 * @param {"long" | "short"} weekday
 * @param {string} today
 */
function written(day, language, weekday, today) {
  const swedish = language === "sv";
  /** @type {Intl.DateTimeFormatOptions} */
  const parts = {
    weekday,
    day: "numeric",
    // Swedish short months end in a full stop ("aug."), which reads as the end of the sentence.
    month: swedish ? "long" : weekday,
    timeZone: "UTC",
  };
  if (day.slice(0, 4) !== today.slice(0, 4)) {
    parts.year = "numeric";
  }
  const text = new Intl.DateTimeFormat(swedish ? "sv-SE" : "en-GB", parts).format(atNoon(day));
  return text.replace(",", "");
}

/** @param {string} day */
function atNoon(day) {
  return Date.parse(`${day}T12:00:00Z`);
}
