/** What the keys of one scan tell about the scanner: what it reads, how fast, in which layout. */

import { ownNumber } from "./barcodes.js";
import { signOf } from "./keys.js";
import { LONGEST_GAP } from "./wedge.js";

/**
 * A key that went down. `at` is in milliseconds.
 * @typedef {{code: string, key: string, shiftKey: boolean, altKey: boolean, at: number}} Press
 */

/** @typedef {"enter" | "tab" | "none"} Suffix */
/** @typedef {"same" | "us" | "own" | "other" | "unnamed" | "unknown"} Layout */

/**
 * `shown` is what the keys write on this machine, `text` what is read from them.
 * @typedef {object} Reading
 * @property {string} text
 * @property {string} shown
 * @property {Suffix} suffix
 * @property {Layout} layout
 * @property {number[]} gaps  milliseconds before each key; the first has none
 * @property {number} slowest
 * @property {import("./barcodes.js").OwnCode | null} own
 * @property {string[]} advice  names of sentences on the page, what is wrong first
 */

/** @type {Record<string, Suffix>} */
const SUFFIXES = { Enter: "enter", NumpadEnter: "enter", Tab: "tab" };
/** The longest with two minutes of patience: a square code holds no more letters. */
export const MOST_KEYS = 2500;

/** @param {Press} press */
export function suffixOf(press) {
  return SUFFIXES[press.code] ?? SUFFIXES[press.key] ?? "none";
}

/**
 * Whether a key writes something: neither Shift nor an arrow.
 * @param {Press} press
 */
export function writes(press) {
  return signOf(press) !== "" || shownBy(press) !== "";
}

/**
 * @param {Press[]} presses  those that write, and the suffix if there was one
 * @param {string} home  the shop's own address
 * @returns {Reading}
 */
export function readingOf(presses, home) {
  const last = presses.at(-1);
  const suffix = last ? suffixOf(last) : "none";
  const keys = suffix === "none" ? presses : presses.slice(0, -1);
  const named = keys.map((press) => signOf(press)).join("");
  const shown = keys.map(shownBy).join("");
  const layout = layoutOf(keys, named, shown);
  const text = layout === "own" ? shown : named;
  const own = ownNumber(named, home); // as the counter reads it
  const gaps = presses.map((press, place) => Math.round(place ? press.at - (presses[place - 1]?.at ?? 0) : 0));
  const slowest = Math.max(0, ...gaps);
  const advice = [
    ...troublesOf(keys, text, own, layout, slowest),
    ...(keys.length ? [`suffix-${suffix}`, `layout-${layout}`] : []),
    ...(hasCapsLock(keys) ? ["caps"] : []),
  ];
  return { text, shown, suffix, layout, gaps, slowest, own, advice };
}

/**
 * What would have to be mended.
 * @param {Press[]} keys @param {string} text @param {Reading["own"]} own @param {Layout} layout @param {number} slowest
 */
function troublesOf(keys, text, own, layout, slowest) {
  const troubles = [];
  if (keys.some((press) => press.altKey)) {
    troubles.push("alt");
  }
  if (slowest > LONGEST_GAP) {
    troubles.push("slow");
  }
  if (!own && within(text)) {
    troubles.push("more");
  }
  return troubles.length || own || layout === "other" ? troubles : [...troubles, "not-ours"];
}

/**
 * One of our numbers at the end of something that is no address: the scanner adds signs of its own.
 * @param {string} text
 */
function within(text) {
  const digits = /(\d{8}|\d{10})\D*$/.exec(text)?.[1];
  const eight = /(\d{8})\D{0,3}$/.exec(text)?.[1];
  return !/^(?:http|www)/i.test(text) && [digits, eight].some((each) => each && ownNumber(each));
}

/**
 * Digits and letters are alike nearly everywhere; the signs of an address tell layouts apart.
 * @param {Press[]} keys @param {string} named @param {string} shown
 * @returns {Layout}
 */
function layoutOf(keys, named, shown) {
  if (keys.some((press) => press.code === "" || press.code === "Unidentified")) {
    return "unnamed";
  }
  const isAddress = /^https?:\/\//i;
  if (isAddress.test(named)) {
    return isAddress.test(shown) ? "same" : "us";
  }
  if (isAddress.test(shown)) {
    return "own";
  }
  return /^http/i.test(named) || /^http/i.test(shown) ? "other" : "unknown";
}

/** @param {Press[]} keys */
function hasCapsLock(keys) {
  const letters = keys.filter((press) => /^Key[A-Z]$/.test(press.code) && /^[a-z]$/i.test(press.key));
  return letters.some((press) => (press.key === press.key.toUpperCase()) !== press.shiftKey);
}

/** @param {Press} press */
function shownBy({ key }) {
  return key.length === 1 ? key : key === "Dead" ? "´" : "";
}
