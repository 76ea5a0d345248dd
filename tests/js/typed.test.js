import assert from "node:assert/strict";
import { test } from "node:test";

import { looksLikeLabel, looksLikeMobile, looksLikeName, shownMobile } from "../../fritidsbank/static/js/typed.js";

test("a mobile number is one however it is grouped, foreign ones too", () => {
  for (const text of ["0701740605", "070-174 06 05", "+46 70 174 06 05", "00380441234567", "+45 20 12 34 56", "20123456"]) {
    assert.ok(looksLikeMobile(text), text);
  }
});

test("half a number, a name and an older label are no mobile number", () => {
  for (const text of ["0701", "Sara", "FB-10233", "1234567890123456"]) {
    assert.equal(looksLikeMobile(text), false, text);
  }
});

test("a name has letters of any alphabet, and no digits", () => {
  assert.ok(looksLikeName("Åsa"));
  assert.ok(looksLikeName("Олена"));
  assert.equal(looksLikeName("A17"), false);
  assert.equal(looksLikeName("x"), false);
  assert.equal(looksLikeName("x".repeat(2000)), false);
});

test("what a scanner reads from an older label or a box is a label, a mobile number is not", () => {
  assert.ok(looksLikeLabel("FB-10233"));
  assert.ok(looksLikeLabel("7310865004703"));
  assert.ok(looksLikeLabel("0036000291452"), "a maker's code may begin with 0");
  for (const text of ["0701740605", "+380441234567", "=4520123456", "-4520123456", "0046701740605", "slalom150 cm", "Sara"]) {
    assert.equal(looksLikeLabel(text), false, text);
  }
});

test("a Swedish mobile number is shown in groups, another as it was typed", () => {
  assert.equal(shownMobile("0701740605"), "070-174 06 05");
  assert.equal(shownMobile("+46701740605"), "070-174 06 05");
  assert.equal(shownMobile(" +45 20 12 34 56 "), "+45 20 12 34 56");
});
