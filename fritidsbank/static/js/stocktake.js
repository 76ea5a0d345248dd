/** A stocktake on one tablet: scan everything. This file only ties the parts together. */

import { get } from "./api.js";
import { ownNumber, read } from "./barcodes.js";
import { loadIcons, part } from "./dom.js";
import { fieldOf } from "./fields.js";
import { tell } from "./row_state.js";
import { enter, startSending } from "./sending.js";
import { isMuted } from "./sound.js";
import { state, watch } from "./state.js";
import { answeredLate, count, takeAway } from "./stocktake_acts.js";
import { startFigures } from "./stocktake_figures.js";
import { drawLine, drawRows } from "./stocktake_rows.js";
import { _, fillShell, speak } from "./texts.js";
import { looksLikeLabel } from "./typed.js";
import { Wedge } from "./wedge.js";

const LONGEST_SENT = 100;

const form = /** @type {HTMLFormElement} */ (part("counting"));
const field = /** @type {HTMLInputElement} */ (part("scan"));
const stocktake = form.dataset.stocktake ?? "";
/** Only where more than one place is counted. */
const here = /** @type {HTMLSelectElement | null} */ (document.getElementById("here"));

/** @param {string} text */
function scanned(text) {
  const reading = read(text, state.session?.home);
  if (typeof reading !== "string" && reading.kind === "place") {
    standAt(reading.digits);
  } else {
    const code = typeof reading === "string" ? text.trim() : reading.digits;
    count(stocktake, code.slice(0, LONGEST_SENT), here?.value ?? "");
  }
}

/** @param {string} label */
function standAt(label) {
  const option = [...(here?.options ?? [])].find(({ value }) => value === label);
  if (!here || !option) {
    tell("look", () => _("Another place"), () => _("That place is not counted here. Scan an article."), label);
    return;
  }
  here.value = label;
  tell("back", () => option.text, () => _("What is scanned now stands here."));
}

function listen() {
  const wedge = new Wedge({
    fieldOf: () => fieldOf(document.activeElement, field),
    isOwn: (text) => ownNumber(text, state.session?.home) !== null,
    isLabel: looksLikeLabel,
    onScan: scanned,
    onTyped: (text) => {
      field.focus();
      field.value += text;
    },
  });
  document.addEventListener("keydown", (event) => wedge.keydown(event), { capture: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    field.value = "";
    field.focus();
    if (text) {
      scanned(text);
    }
  });
}

async function start() {
  state.muted = isMuted();
  // The keyboard of the tablet would hide half of what is scanned; a tap on the field brings it.
  field.inputMode = "none";
  field.addEventListener("click", () => {
    field.inputMode = "text";
  });
  watch(drawLine);
  watch(() => drawRows((row) => takeAway(stocktake, row)));
  void loadIcons().catch(() => {});
  const texts = speak(document.documentElement.lang, get).catch(fillShell);
  await Promise.all([startSending(answeredLate), texts]);
  listen();
  startFigures(stocktake);
  form.dataset.ready = "yes";
  await enter();
}

void start();
