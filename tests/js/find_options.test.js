import assert from "node:assert/strict";
import { test } from "node:test";

import { optionsFor } from "../../fritidsbank/static/js/find_options.js";

const NOTHING = { borrowers: [], articles: [] };
const sara = { id: "s", name: "Sara", mobile: "070-174 06 05", kind: "person", out: 0 };
const skis = { id: 7, code: "20012362", name: "Slalomskidor", size: "150", category: "SLS", place: "shelf" };
const boots = { id: 8, code: "20012459", name: "Pjäxor", size: "25,5", category: "SLP", place: "shelf" };

const kinds = ({ options }) => options.map(({ kind }) => kind);

test("a number nobody has becomes a new borrower with that number", () => {
  const found = optionsFor("070-174 06 05", NOTHING);
  assert.deepEqual(found, { options: [{ kind: "new", mobile: "070-174 06 05", name: "" }], chosen: 0 });
});

test("a name nobody has becomes a new borrower with that name", () => {
  assert.deepEqual(optionsFor("Sara B.", NOTHING).options, [{ kind: "new", mobile: "", name: "Sara B." }]);
});

test("the only one that fits is taken by Enter, and somebody new stays possible", () => {
  const found = optionsFor("0701740605", { borrowers: [sara], articles: [] });
  assert.deepEqual(kinds(found), ["borrower", "new"]);
  assert.equal(found.chosen, 0);
});

test("a family with one number is a choice", () => {
  const found = optionsFor("0701740605", { borrowers: [sara, { ...sara, id: "a", name: "Ali" }], articles: [] });
  assert.equal(found.chosen, -1);
});

test("the article with exactly that number comes first", () => {
  const found = optionsFor("2001 2362", { borrowers: [], articles: [boots, skis] });
  assert.deepEqual(
    found.options.map((option) => option.kind === "article" && option.article.id),
    [7, 8],
  );
  assert.equal(found.chosen, 0);
});

test("digits that fit an article and a telephone are a choice, never a guess", () => {
  const found = optionsFor("20012362", { borrowers: [sara], articles: [skis] });
  assert.deepEqual(kinds(found), ["article", "borrower"]);
  assert.equal(found.chosen, -1);
});

test("nothing can be made of a label that nobody knows", () => {
  assert.deepEqual(optionsFor("FB-10233", NOTHING), { options: [], chosen: -1 });
});
