import assert from "node:assert/strict";
import { test } from "node:test";

import { checkDigits, grouped, isOwn, ownNumber, read } from "../../fritidsbank/static/js/barcodes.js";
import { garbled } from "./layouts.js";

const HOME = "https://fb.example/i/";
const ARTICLE = "20012362";
const ADDRESS = `HTTPS://FB.EXAMPLE/I/${ARTICLE}`;

test("the check digits are those of ISO 7064 mod 97-10", () => {
  assert.equal(checkDigits("200123"), "62");
  assert.equal(checkDigits("794"), "44");
  assert.ok(isOwn(ARTICLE));
});

test("a changed digit and two swapped neighbours are noticed", () => {
  assert.equal(isOwn("20012363"), false);
  assert.equal(isOwn("20021362"), false);
});

test("no number of ours begins with 0", () => {
  assert.equal(isOwn(`000000${checkDigits("000000")}`), false);
});

test("the first digit tells what a number stands for", () => {
  const kinds = ["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((first) => {
    const number = `${first}00001`;
    return ownNumber(number + checkDigits(number))?.kind;
  });
  assert.deepEqual(kinds, [
    "card",
    ...Array(5).fill("article"),
    "slip",
    "place",
    "command",
  ]);
});

test("ten digits are read as eight are", () => {
  const number = `20000001`;
  assert.equal(ownNumber(number + checkDigits(number))?.kind, "article");
});

test("spaces between the digits are welcome", () => {
  assert.equal(ownNumber(" 2001 2362 ")?.digits, ARTICLE);
  assert.equal(ownNumber("2001\u00a02362")?.digits, ARTICLE);
});

test("the shop's own address is its number", () => {
  assert.equal(ownNumber(ADDRESS, HOME)?.digits, ARTICLE);
  const nearby = `HTTP://LOCALHOST:8080/I/${ARTICLE}`;
  assert.equal(ownNumber(nearby, "http://localhost:8080")?.digits, ARTICLE);
  assert.equal(ownNumber(`https://fb.example/i/${ARTICLE}?x=1`, HOME)?.digits, ARTICLE);
});

for (const layout of ["sv", "fi", "de"]) {
  test(`the shop's own address is read through the layout ${layout}`, () => {
    const text = garbled(ADDRESS, layout);
    assert.notEqual(text, ADDRESS);
    assert.equal(ownNumber(text, HOME)?.digits, ARTICLE);
  });
}

test("what the French layout makes of an address is a misread, never another number", () => {
  assert.equal(read(garbled(ADDRESS, "fr"), HOME), "misread");
});

test("the address of another shop is a misread", () => {
  assert.equal(read(`https://other.example/i/${ARTICLE}`, HOME), "misread");
  assert.equal(read(`https://fb.example/i/${ARTICLE}`), "misread");
});

test("an address that only begins like the shop's is a misread", () => {
  for (const host of ["fb.example.evil.example", "fb.examples", "fb.example@evil.example", "fb.example-evil.example", "f-b.example"]) {
    assert.equal(read(`https://${host}/i/${ARTICLE}`, "https://fb.example"), "misread", host);
  }
});

for (const layout of ["sv", "fi", "de"]) {
  test(`an address with port, hyphen and y is read through the layout ${layout}`, () => {
    const home = "http://fritidsbanken-ystad.se:8080";
    assert.equal(ownNumber(garbled(`${home}/i/${ARTICLE}`, layout), home)?.digits, ARTICLE);
  });
}

test("of an address the last run of eight or ten digits counts, and only whole runs", () => {
  assert.equal(ownNumber(`https://fb.example/i/20012459/${ARTICLE}`, HOME)?.digits, ARTICLE);
  assert.equal(read(`https://fb.example/i/1${ARTICLE}`, HOME), "misread");
  assert.equal(read(`https://fb.example/i/${ARTICLE}\u0663`, HOME), "misread");
});

test("two codes glued together are a misread", () => {
  assert.equal(read(`${ARTICLE}${ARTICLE}`), "misread");
});

test("a maker's bar code is not ours", () => {
  assert.equal(read("7310865004703"), "not_our_code");
  assert.equal(read("036000291452"), "not_our_code");
});

test("an older label is readable, but not ours", () => {
  assert.equal(read("A-1234"), "not_our_code");
});

test("nothing, too much, control characters and other alphabets are misreads", () => {
  for (const text of ["", "   ", "9".repeat(2000), "20012\u00062362", "пряжка", "１２３４５６７８"]) {
    assert.equal(read(text), "misread", JSON.stringify(text));
  }
});

test("numbers are shown in groups", () => {
  assert.equal(grouped("20012362"), "2001 2362");
  assert.equal(grouped("2001234562"), "200 123 4562");
  assert.equal(grouped("A-1234"), "A-1234");
});
