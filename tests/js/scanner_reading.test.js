import assert from "node:assert/strict";
import { test } from "node:test";

import { readingOf, writes } from "../../fritidsbank/static/js/scanner_reading.js";
import { pressed } from "./layouts.js";

const HOME = "https://fb.example";
const NUMBER = "90009987";
const ADDRESS = `HTTPS://FB.EXAMPLE/I/${NUMBER}`;
const ENTER = { code: "Enter", key: "Enter", shiftKey: false };
const TAB = { code: "Tab", key: "Tab", shiftKey: false };

/** The keys of a scan, `gap` milliseconds apart. */
function scan(text, { layout = "us", suffix = ENTER, gap = 5, more = {} } = {}) {
  const keys = [...text].map((sign) => ({ ...pressed(sign, layout), ...more }));
  return [...keys, ...(suffix ? [suffix] : [])].map((key, place) => ({ altKey: false, ...key, at: 1000 + place * gap }));
}

const read = (presses) => readingOf(presses, HOME);

for (const [suffix, key] of [["enter", ENTER], ["tab", TAB], ["none", null]]) {
  test(`a scanner that ends with ${suffix} is told so`, () => {
    const { text, advice, ...reading } = read(scan(NUMBER, { suffix: key }));
    assert.equal(text, NUMBER);
    assert.equal(reading.suffix, suffix);
    assert.ok(advice.includes(`suffix-${suffix}`));
  });
}

test("one of our numbers is one, and what it stands for is known", () => {
  assert.deepEqual(read(scan(NUMBER)).own, { digits: NUMBER, kind: "command" });
});

test("what the maker printed is none of ours", () => {
  assert.deepEqual(read(scan("7310865004703")).advice, ["not-ours", "suffix-enter", "layout-unknown"]);
});

test("digits alone tell no layout", () => {
  assert.equal(read(scan(NUMBER, { layout: "sv" })).layout, "unknown");
});

for (const layout of ["sv", "fi", "de"]) {
  test(`American keys into a ${layout} keyboard are recognised and read`, () => {
    const { layout: guess, text, own } = read(scan(ADDRESS, { layout }));
    assert.equal(guess, "us");
    assert.equal(text, ADDRESS);
    assert.equal(own?.digits, NUMBER);
  });
}

test("American keys into an American keyboard are the same", () => {
  assert.equal(read(scan(ADDRESS)).layout, "same");
});

test("a scanner that is set to the keyboard of the tablet is recognised and read", () => {
  const swedish = { ":": ["Period", true], "/": ["Digit7", true], ".": ["Period", false] };
  const presses = scan(ADDRESS).map((press) => {
    const [code, shiftKey] = swedish[press.key] ?? [press.code, press.shiftKey];
    return { ...press, code, shiftKey };
  });
  const { layout, own } = read(presses);
  assert.equal(layout, "own");
  assert.equal(own?.digits, NUMBER);
});

test("a scanner that fits no keyboard is told what to set", () => {
  const presses = scan(ADDRESS, { layout: "fr" }).map((press) => ({ ...press, code: press.code.replace("Slash", "Equal") }));
  assert.ok(read(presses).advice.includes("layout-other"));
});

test("a wireless scanner that names no keys is read by its signs", () => {
  const { layout, own } = read(scan(NUMBER, { more: { code: "" } }));
  assert.equal(layout, "unnamed");
  assert.equal(own?.digits, NUMBER);
});

test("how slow it is, is measured between two keys, and said when it is too slow", () => {
  const quick = read(scan(NUMBER, { gap: 30 }));
  assert.equal(quick.slowest, 30);
  assert.equal(quick.gaps[0], 0);
  assert.equal(quick.advice.includes("slow"), false);
  assert.ok(read(scan(NUMBER, { gap: 80 })).advice.includes("slow"));
});

test("signs that the scanner adds in front of a number are pointed out", () => {
  assert.ok(read(scan(`C1${NUMBER}`)).advice.includes("more"));
});

test("a scanner that writes with Alt and a code is told to stop that", () => {
  assert.ok(read(scan(NUMBER, { more: { altKey: true } })).advice.includes("alt"));
});

test("Caps Lock turns the letters round, and does no harm", () => {
  const presses = scan(ADDRESS).map((press) => ({
    ...press,
    key: /[A-Z]/.test(press.key) ? press.key.toLowerCase() : press.key,
  }));
  const { own, advice } = read(presses);
  assert.equal(own?.digits, NUMBER);
  assert.ok(advice.includes("caps"));
});

test("Shift by itself and an arrow write nothing, a dead key does", () => {
  const press = (code, key) => ({ code, key, shiftKey: false, altKey: false, at: 0 });
  assert.equal(writes(press("ShiftLeft", "Shift")), false);
  assert.equal(writes(press("ArrowLeft", "ArrowLeft")), false);
  assert.ok(writes(press("Equal", "Dead")));
});
