import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const script = (name) => read(`fritidsbank/static/js/${name}`);
const shell = read("templates/counter/counter.html");

/** All modules that the counter loads, found by following its imports. */
function loaded(name, seen = new Set()) {
  if (!seen.has(name)) {
    seen.add(name);
    for (const [, next] of script(name).matchAll(/^(?:import|export)\b[^;]*?"\.\/([\w.]+)";/gm)) {
      loaded(next, seen);
    }
  }
  return seen;
}

test("every word of the shell is one that is translated", () => {
  const known = new Set([...script("shell_texts.js").matchAll(/\["(.+?)", _\("(.+?)"\)\]/g)].map(([, key]) => key));
  const used = [...shell.matchAll(/data-(?:text|label|hint|hint-narrow)="([^"]+)"/g)].map(([, key]) => key);
  assert.ok(used.length > 0);
  assert.deepEqual(new Set(used), known);
});

test("the key of a shell sentence is the sentence itself", () => {
  for (const [, key, sentence] of script("shell_texts.js").matchAll(/\["(.+?)", _\("(.+?)"\)\]/g)) {
    assert.equal(key, sentence);
  }
});

test("the shell asks for every module at once, not one after another", () => {
  const asked = [...shell.matchAll(/modulepreload"\s+href="\{\{ url_for\('static', filename='js\/([\w.]+)'\) \}\}/g)];
  const wanted = loaded("counter.js");
  wanted.delete("counter.js");
  assert.deepEqual(
    asked.map(([, name]) => name),
    [...wanted].sort(),
  );
});

test("the shell is the same for everybody: it only knows where its files are, and the shop's theme", () => {
  const jinja = [...shell.matchAll(/\{\{(.+?)\}\}/g)].map(([, inner]) => inner.trim());
  assert.ok(jinja.every((inner) => inner.startsWith("url_for('static'")), String(jinja));
  const blocks = [...shell.matchAll(/\{%(.+?)%\}/g)].map(([, inner]) => inner.trim());
  assert.deepEqual(blocks, ["if here.theme", "endif"]);
});

test("nothing in the shell or the scripts needs a weaker content policy", () => {
  assert.ok(!/\sstyle=|\son\w+=|<script>|<style/.test(shell));
  for (const name of loaded("counter.js")) {
    assert.ok(!/innerHTML|outerHTML|insertAdjacentHTML|\beval\b|new Function/.test(script(name)), name);
  }
});
