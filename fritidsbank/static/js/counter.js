/** The counter: one scan field, no modes. This file only ties the parts together. */

import { answeredLate, articleScanned } from "./acts.js";
import { say } from "./aloud.js";
import { get } from "./api.js";
import { drawBar, startBar } from "./bar.js";
import { ownNumber, read } from "./barcodes.js";
import { drawPanel } from "./borrower_panel.js";
import { cardScanned, endTurn, forgetEverybody, slipScanned } from "./borrowers.js";
import { eachMinuteOfUse, whenIdle } from "./clock.js";
import { commandScanned } from "./commands.js";
import { loadIcons, part } from "./dom.js";
import { fieldOf } from "./fields.js";
import {
  clearFinder, comeBack, focusFinder, putAside, startFinder, typedElsewhere, whenChosen,
} from "./finder.js";
import { inOrder } from "./in_order.js";
import { drawReturnDay } from "./return_day.js";
import { drawRows } from "./rows.js";
import { tell } from "./row_state.js";
import { enter, startSending } from "./sending.js";
import { likelyLanguage, loadSession } from "./session.js";
import { isMuted } from "./sound.js";
import { state, watch } from "./state.js";
import { _, fillShell, speak } from "./texts.js";
import { drawTray } from "./tray.js";
import { looksLikeLabel } from "./typed.js";
import { Wedge } from "./wedge.js";

/** The server reads no address longer than this, and no label comes near it. */
const LONGEST_SENT = 400;

/** What comes behind a card or a name is theirs, however long the server looks for them. */
const inTurn = inOrder((text) => {
  // With nobody here yet it lies in the tray meanwhile, in plain sight.
  const chosen = state.borrower && whenChosen();
  return chosen ? chosen.then(() => actOn(text)) : actOn(text);
});

/** @param {string} text */
function scanned(text) {
  touched();
  putAside();
  inTurn(text);
}

/** @param {string} text @returns {Promise<void> | void} */
function actOn(text) {
  const reading = read(text, state.session?.home);
  const code = typeof reading === "string" ? null : reading;
  switch (code?.kind) {
    case "command":
      clearFinder();
      commandScanned(code.digits);
      break;
    case "card":
      return cardScanned(code.digits);
    case "slip":
      return slipScanned(code.digits);
    case "place":
      tell("look", () => _("A place"), () => _("This is the label of a place. Scan an article."), code.digits);
      break;
    default:
      articleScanned(code ? code.digits : text.slice(0, LONGEST_SENT + 1));
  }
}

// The tray has its own two minutes.
const touched = whenIdle(() => {
  clearFinder();
  if (state.borrower || state.form || state.returnedOn || state.menuOpen) {
    endTurn();
    say(_("The screen was left alone, so the turn is over."));
  }
});

const inUse = eachMinuteOfUse(() => void loadSession().catch(() => {}));

function listen() {
  const field = part("scan");
  const wedge = new Wedge({
    fieldOf: () => fieldOf(document.activeElement, field),
    isOwn: (text) => ownNumber(text, state.session?.home) !== null,
    isLabel: looksLikeLabel,
    onScan: scanned,
    onTyped: typedElsewhere,
  });
  document.addEventListener("keydown", (event) => wedge.keydown(event), { capture: true });
  document.addEventListener("click", comeBack);
  for (const event of ["keydown", "pointerdown", "input", "wheel", "scroll"]) {
    document.addEventListener(event, touched, { capture: true, passive: true });
    document.addEventListener(event, inUse, { capture: true, passive: true });
  }
  // The browser keeps a page that is left, and shows it again to whoever goes back.
  addEventListener("pagehide", () => {
    clearFinder();
    forgetEverybody();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      void enter();
    }
  });
}

async function start() {
  state.muted = isMuted();
  for (const draw of [drawBar, drawPanel, drawTray, drawReturnDay, drawRows]) {
    watch(draw);
  }
  startBar();
  startFinder(scanned);
  void loadIcons().catch(() => {});
  // Without an answer the page speaks English, which is better than not at all.
  const texts = speak(likelyLanguage(), get).catch(fillShell);
  await Promise.all([startSending(answeredLate), texts]);
  listen();
  part("main").removeAttribute("aria-busy");
  focusFinder();
  await enter();
}

void start();
