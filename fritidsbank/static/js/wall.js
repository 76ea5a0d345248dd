/**
 * The wall of the workshop: a scan anywhere on it, or a card that is touched, opens the repair of that
 * thing. What stands on it comes by itself (wall_live.js). Without this file both are plain forms.
 */

import { say, sound } from "./aloud.js";
import { useToken } from "./api.js";
import { ownNumber, read } from "./barcodes.js";
import { el, part } from "./dom.js";
import { fieldOf } from "./fields.js";
import { act, sendWhatWaits, startSending } from "./sending.js";
import { isMuted } from "./sound.js";
import { state, watch } from "./state.js";
import { looksLikeLabel } from "./typed.js";
import { live, followWorkshop } from "./wall_live.js";
import { Wedge } from "./wedge.js";

/** @typedef {import("./types.js").Answer} Answer */

/** How a scan can end that leads to the page of the thing: there it is mended, or taken in. */
const OPENS = new Set(["repair_open", "not_at_bench"]);
/** Whoever scanned so long ago looks at something else by now: a page must not jump at them. */
const STILL_THERE = 10_000;

const form = /** @type {HTMLFormElement} */ (document.querySelector(".wall-scan"));
const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("article"));

/** It stays until the next scan: nobody has to read fast. @param {string} sentence @param {import("./types.js").Tone} tone */
function tell(sentence, tone) {
  say(sentence);
  sound(tone);
  part("fresh-said").replaceChildren(el("p", { class: `wall-notice wall-notice-${tone}` }, sentence));
}

/** @param {string} text */
function scanned(text) {
  const reading = read(text, form.dataset.home);
  field.value = "";
  part("fresh-said").replaceChildren();
  if (typeof reading !== "string" && reading.kind !== "article") {
    tell(form.dataset.notHere ?? "", "look");
    return;
  }
  opens(typeof reading === "string" ? text.slice(0, 400) : reading.digits);
}

/** @param {string} code */
function opens(code) {
  const since = Date.now();
  act({ kind: "bench_scan", article: code }, (answer) => {
    if (answer.article && OPENS.has(answer.outcome) && Date.now() - since < STILL_THERE) {
      sound(answer.tone);
      location.assign(`/workshop/${answer.article.id}`);
    } else {
      answered(answer);
    }
  });
}

/** @param {Answer} answer */
function answered(answer) {
  const what = answer.article ? `${answer.article.name} ${answer.article.size ?? ""}`.trim() : "";
  tell([what, answer.message].filter(Boolean).join(". "), answer.tone);
}

/** @param {SubmitEvent} event */
function submitted(event) {
  const pressed = event.submitter;
  if (event.target === form) {
    event.preventDefault();
    if (field.value.trim()) {
      scanned(field.value.trim());
    }
  } else if (pressed instanceof HTMLButtonElement && pressed.name === "article" && pressed.value) {
    event.preventDefault();
    opens(pressed.value);
  }
}

function drawLine() {
  part("line-down").hidden = !live.isDown && (state.line !== "down" || state.waiting === 0);
  part("wall-as-of").textContent = live.asOf;
  part("line-waits").hidden = state.waiting === 0;
  part("line-waiting").textContent = String(state.waiting);
  part("line-out").hidden = !live.isSignedOut && !state.signedOut;
}

function listen() {
  document.addEventListener("submit", submitted);
  const wedge = new Wedge({
    fieldOf: () => fieldOf(document.activeElement, field),
    isOwn: (text) => ownNumber(text, form.dataset.home) !== null,
    isLabel: looksLikeLabel,
    onScan: scanned,
    onTyped: (text) => {
      field.value += text;
      field.focus();
    },
  });
  document.addEventListener("keydown", (event) => wedge.keydown(event), { capture: true });
}

async function start() {
  const token = /** @type {HTMLInputElement} */ (form.elements.namedItem("form_token"));
  useToken(token.value);
  state.muted = isMuted();
  // What was said of the last scan is no part of the address that is loaded again.
  history.replaceState(null, "", location.pathname);
  watch(drawLine);
  followWorkshop(drawLine);
  await startSending((_operation, answer) => answered(answer));
  listen();
  document.documentElement.dataset.wall = "ready";
  await sendWhatWaits();
}

void start();
