/** The one outbox of this page, and who waits for which answer. */

import { get, post } from "./api.js";
import { Outbox } from "./outbox.js";
import { openStore } from "./outbox_store.js";
import { loadSession, useSession } from "./session.js";
import { changed, state } from "./state.js";

const NEXT_KNOCK = 3000;

/** @typedef {import("./types.js").Act} Act */
/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Personal} Personal */
/** @typedef {import("./outbox.js").Operation} Operation */
/** @typedef {(answer: Answer) => void} Then */

/** @type {Outbox | null} */
let outbox = null;
/** @type {Map<string, Then>} */
const expected = new Map();
/** @type {(operation: Operation, answer: Answer) => void} */
let fromBefore = () => {};
/** Another window may send what waits here; it passes the answer on. */
const windows = "BroadcastChannel" in globalThis ? new BroadcastChannel("fritidsbank-answers") : null;

/** After so long without a line nobody waits for an answer: the thing leaves the house. */
const HANDED_OVER_AFTER = 5000;
const HANDS_OVER = new Set(["check_out", "relend", "check_in"]);
let downSince = 0;

/**
 * @param {(operation: Operation, answer: Answer) => void} onOldAnswer  for acts that waited since another visit to this page
 */
export async function startSending(onOldAnswer) {
  fromBefore = onOldAnswer;
  const store = await openStore();
  state.lasting = store.lasting;
  outbox = new Outbox({
    store,
    send: (request) => post("/api/operations", request),
    renew: renewSession,
    onAnswer: answered,
    onRefused: (operation, { code, message }) =>
      answered(operation, {
        ...{ id: operation.id, kind: operation.kind, outcome: code, tone: "stop" },
        ...{ message, refused: true },
      }),
    onState: (line, waiting) => {
      downSince = line === "down" ? downSince || Date.now() : 0;
      state.line = line;
      state.waiting = waiting;
      state.signedOut = line === "signed_out" || (state.signedOut && state.session === null);
      changed();
    },
    alone: oneFlight,
  });
  windows?.addEventListener("message", ({ data }) => {
    if (expected.has(data.operation.id)) {
      answered(data.operation, data.answer);
    }
  });
  void navigator.storage?.persist?.();
  addEventListener("online", () => void outbox?.kick());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && state.waiting > 0) {
      void outbox?.kick();
    }
  });
  addEventListener("beforeunload", (event) => {
    if (!state.lasting && state.waiting > 0) {
      event.preventDefault();
    }
  });
}

export function sendWhatWaits() {
  return outbox?.signedIn();
}

/**
 * Do something: keep it, send it, and hear how it went.
 * @param {Act} act
 * @param {Then} then
 * @param {Personal} [personal]
 * @returns {string} the id of the act
 */
export function act(act, then, personal) {
  if (!outbox) {
    throw new Error("the outbox is not open yet");
  }
  const isDone = HANDS_OVER.has(act.kind) && downSince > 0 && Date.now() - downSince > HANDED_OVER_AFTER;
  const { id, kept } = outbox.act(isDone ? { ...act, done: true } : act, personal);
  expected.set(id, then);
  kept.catch(() => answered({ ...act, id }, notKept(id, act.kind)));
  return id;
}

/** @param {string} id @param {string} kind @returns {Answer} */
function notKept(id, kind) {
  return { id, kind, outcome: "not_kept", tone: "stop", message: "", refused: true };
}

/** @param {Operation} operation @param {Answer} answer */
function answered(operation, answer) {
  const then = expected.get(operation.id);
  expected.delete(operation.id);
  if (then) {
    then(answer);
  } else {
    windows?.postMessage({ operation: { id: operation.id }, answer });
    fromBefore(operation, answer);
  }
  changed();
}

/**
 * Somebody may have signed out, or in, in another window: the page then says who is here.
 * @returns {Promise<"renewed" | "signed_out" | "failed">}
 */
async function renewSession() {
  const { status, body } = await get("/api/session");
  if (status === 401) {
    return "signed_out";
  }
  if (status !== 200) {
    return "failed";
  }
  await useSession(body);
  return "renewed";
}

/** @type {Promise<unknown>} */
let last = Promise.resolve();

/**
 * Two windows of this page share one queue, and must not both send it.
 * @template T
 * @param {() => Promise<T>} flight
 * @returns {Promise<T>}
 */
function oneFlight(flight) {
  if (navigator.locks) {
    return /** @type {Promise<T>} */ (navigator.locks.request("fritidsbank-outbox", flight));
  }
  const next = last.then(flight, flight);
  last = next.catch(() => {});
  return next;
}

/** Until the server says who is here, or that nobody is. */
export async function enter() {
  try {
    if (await loadSession()) {
      state.line = "open";
      await sendWhatWaits();
    }
  } catch {
    state.line = "down";
    setTimeout(() => void enter(), NEXT_KNOCK);
  }
  changed();
}
