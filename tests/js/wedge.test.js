import assert from "node:assert/strict";
import { test } from "node:test";

import { isOwn, ownNumber } from "../../fritidsbank/static/js/barcodes.js";
import { Wedge } from "../../fritidsbank/static/js/wedge.js";
import { pressed } from "./layouts.js";

const HOME = "https://fb.example/i/";
const ARTICLE = "20012362";

/** A page with one field that may have the focus, a clock that stands still, and a wedge. */
function page({ kind = null, value = "" } = {}) {
  const seen = { scans: [], typed: [], stopped: [] };
  const field = kind && { kind, value };
  let now = 1000;
  let timer = null;
  const wedge = new Wedge(
    {
      fieldOf: () =>
        field && {
          kind,
          save: () => {
            const before = field.value;
            return () => {
              field.value = before;
            };
          },
        },
      isOwn: (text) => ownNumber(text, HOME) !== null,
      isLabel: (text) => /\d/.test(text) && !text.startsWith("0"),
      onScan: (text) => seen.scans.push(text),
      onTyped: (text) => seen.typed.push(text),
    },
    {
      set: (then, after) => {
        timer = { then, at: now + after };
        return 1;
      },
      clear: () => {
        timer = null;
      },
    },
  );
  const wait = (milliseconds) => {
    now += milliseconds;
    if (timer && timer.at <= now) {
      const { then } = timer;
      timer = null;
      then();
    }
  };
  const key = (event) => {
    let taken = false;
    wedge.keydown({
      ...{ ctrlKey: false, altKey: false, metaKey: false, repeat: false, isComposing: false },
      ...{ shiftKey: false, key: "", timeStamp: now },
      preventDefault: () => {
        taken = true;
      },
      stopPropagation: () => {},
      ...event,
    });
    if (taken) {
      seen.stopped.push(event.code);
    } else if (field && event.key?.length === 1) {
      field.value += event.key;
    }
  };
  const write = (text, { gap = 5, layout = "us", suffix = "Enter" } = {}) => {
    for (const sign of text) {
      wait(gap);
      key(pressed(sign, layout));
    }
    if (suffix) {
      wait(gap);
      key({ code: suffix, key: suffix });
    }
  };
  return { seen, field, wait, key, write };
}

test("a burst with no field focused is a scan", () => {
  const { seen, write } = page();
  write(ARTICLE);
  assert.deepEqual(seen.scans, [ARTICLE]);
  assert.ok(seen.stopped.includes("Enter"), "the focused button is not pressed");
});

test("sixty milliseconds between keys are a scanner, and 61 are fingers", () => {
  const scanner = page();
  scanner.write(ARTICLE, { gap: 60 });
  assert.deepEqual(scanner.seen.scans, [ARTICLE]);

  const fingers = page({ kind: "text" });
  fingers.write(ARTICLE, { gap: 61 });
  assert.deepEqual(fingers.seen.scans, []);
  assert.equal(fingers.field.value, ARTICLE);
});

test("Tab ends a scan as Enter does", () => {
  const { seen, write } = page({ kind: "text" });
  write(ARTICLE, { suffix: "Tab" });
  assert.deepEqual(seen.scans, [ARTICLE]);
  assert.ok(seen.stopped.includes("Tab"), "the focus stays");
});

test("a hundred milliseconds of silence end a scan without a suffix", () => {
  const { seen, write, wait } = page({ kind: "text", value: "note " });
  write(ARTICLE, { suffix: null });
  wait(99);
  assert.deepEqual(seen.scans, []);
  wait(1);
  assert.deepEqual(seen.scans, [ARTICLE]);
});

for (const place of ["scan", "text", null]) {
  test(`a machine that is silent in the middle of a scan does not break it in two, in a field ${place}`, () => {
    const { seen, wait, key } = page({ kind: place });
    for (const [nth, sign] of [...ARTICLE].entries()) {
      wait(nth === 2 ? 150 : 0);
      key({ ...pressed(sign, "us"), timeStamp: 1000 + 5 * nth });
    }
    wait(150);
    key({ code: "Enter", key: "Enter", timeStamp: 1000 + 5 * ARTICLE.length });
    assert.deepEqual(seen.scans, [ARTICLE]);
  });
}

test("what was scanned before the silence is taken out of its field as well", () => {
  const { field, wait, key } = page({ kind: "text", value: "note " });
  for (const [nth, sign] of [...ARTICLE].entries()) {
    wait(nth === 2 ? 150 : 0);
    key({ ...pressed(sign, "us"), timeStamp: 1000 + 5 * nth });
  }
  wait(150);
  assert.equal(field.value, "note ");
});

test("an Enter that comes after the silence does not press anything", () => {
  const { seen, write, wait, key } = page();
  write(ARTICLE, { suffix: null });
  wait(100);
  wait(80);
  key({ code: "Enter", key: "Enter" });
  assert.deepEqual(seen.scans, [ARTICLE]);
  assert.ok(seen.stopped.includes("Enter"));
});

test("a scan is taken out of the field it was written into", () => {
  const { seen, field, write } = page({ kind: "text", value: "the left " });
  write(ARTICLE);
  assert.deepEqual(seen.scans, [ARTICLE]);
  assert.equal(field.value, "the left ");
});

test("a burst that is no number of ours stays in the field", () => {
  const { seen, field, write } = page({ kind: "text" });
  write("7310865004703");
  assert.deepEqual(seen.scans, []);
  assert.equal(field.value, "7310865004703");
  assert.deepEqual(seen.stopped, []);
});

test("a password that looks like a number of ours stays a password", () => {
  const { seen, field, write } = page({ kind: "secret" });
  write(ARTICLE);
  assert.deepEqual(seen.scans, []);
  assert.equal(field.value, ARTICLE);
  assert.deepEqual(seen.stopped, []);
});

test("a misread and an older label are scans when no field is focused", () => {
  const { seen, write, wait } = page();
  write("20012363");
  wait(500);
  write("A17");
  assert.deepEqual(seen.scans, ["20012363", "a17".toUpperCase()]);
});

test("an older label is a scan in the scan field, a mobile number typed fast is not", () => {
  const label = page({ kind: "scan" });
  label.write("FB-10233");
  assert.deepEqual(label.seen.scans, ["FB-10233"]);
  assert.equal(label.field.value, "");

  const mobile = page({ kind: "scan" });
  mobile.write("0701740605");
  assert.deepEqual(mobile.seen.scans, []);
  assert.equal(mobile.field.value, "0701740605");
});

for (const layout of ["sv", "fi", "de", "fr"]) {
  test(`the layout ${layout} changes nothing, also in an address`, () => {
    const { seen, write, wait } = page();
    write(ARTICLE, { layout });
    wait(500);
    write("HTTPS://FB.EXAMPLE/I/20012362", { layout });
    assert.deepEqual(
      seen.scans.map((text) => ownNumber(text, HOME)?.digits),
      [ARTICLE, ARTICLE],
    );
  });
}

test("a dead key in the middle of an address does not break it", () => {
  const { seen, key, wait } = page({ kind: "text" });
  for (const sign of "HTTPS://FB.EXAMPLE/I?C=20012362") {
    wait(5);
    const event = pressed(sign, "sv");
    key({ ...event, isComposing: sign === "2" && seen.scans.length === 0 });
  }
  wait(5);
  key({ code: "Enter", key: "Enter" });
  assert.equal(ownNumber(seen.scans[0] ?? "", HOME)?.digits, ARTICLE);
});

test("composing, shortcuts and a key that is held down are people", () => {
  const { seen, key, wait } = page({ kind: "text" });
  for (const extra of [{ isComposing: true }, { ctrlKey: true }, { altKey: true }, { metaKey: true }, { repeat: true }]) {
    for (const sign of ARTICLE) {
      wait(5);
      key({ ...pressed(sign), ...extra });
    }
    key({ code: "Enter", key: "Enter" });
    wait(500);
  }
  assert.deepEqual(seen.scans, []);
});

test("the same label twice is two scans", () => {
  const { seen, write } = page();
  write(ARTICLE);
  write(ARTICLE);
  assert.deepEqual(seen.scans, [ARTICLE, ARTICLE]);
});

test("what is typed by hand with no field focused is handed on as it comes", () => {
  const { seen, write, wait } = page();
  write("sara", { gap: 120, suffix: null });
  wait(120);
  assert.equal(seen.typed.join(""), "sara");
  assert.deepEqual(seen.scans, []);
});

test("a space alone still presses the focused button", () => {
  const { seen, key } = page();
  key(pressed(" "));
  assert.deepEqual(seen.stopped, []);
});

test("keys without a name are read by their sign", () => {
  const { seen, key, wait } = page();
  for (const sign of ARTICLE) {
    wait(5);
    key({ code: "", key: sign });
  }
  wait(200);
  assert.deepEqual(seen.scans, [ARTICLE]);
  assert.ok(isOwn(seen.scans[0]));
});

test("the digits beside the letters and those of the number pad are the same", () => {
  const { seen, key, wait } = page();
  for (const sign of ARTICLE) {
    wait(5);
    key({ code: `Numpad${sign}`, key: sign });
  }
  key({ code: "NumpadEnter", key: "Enter" });
  assert.deepEqual(seen.scans, [ARTICLE]);
});
