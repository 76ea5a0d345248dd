/** What a safety check looks at: one press says that all is right, another which point is not. */

import { mark, safetyCheck } from "./acts.js";
import { button, el } from "./dom.js";
import { changed, state } from "./state.js";
import { _ } from "./texts.js";

/** @typedef {import("./state.js").Row} Row */

/** @param {Row} row */
export function pointTicks(row) {
  const points = row.asks === "" ? pointsOf(row) : [];
  return points.length > 0
    ? el("div", { class: "outcome-parts", role: "group", "aria-label": _("What is looked at") }, ...points.map((point) => tick(row, point)))
    : null;
}

/** What the check came to: all is right, or what is not. @param {Row} row */
export function verdictButton(row) {
  const { wrong } = row;
  const points = pointsOf(row);
  if (wrong.length > 0) {
    const what = points.filter(({ code }) => wrong.includes(code)).map(({ word }) => word);
    return button(_("Not so: {what}", { what: what.join(", ") }), () => safetyCheck(row, { wrong }), {
      ...{ icon: "wrench", kind: "button-mark", focus: "wrong" },
    });
  }
  const seen = points.map(({ code }) => code);
  const word = seen.length > 0 ? _("Everything is right") : _("Checked: OK");
  return button(word, () => safetyCheck(row, { verdict: "ok", seen }), { icon: "check", kind: "button-quiet button-mark" });
}

/** Care that is due: one press sends it to the workshop for that. @param {Row} row */
export function careButtons(row) {
  const { care = [], article } = row.answer ?? {};
  const plans = state.categories.get(article?.category ?? "")?.plans ?? [];
  return care.flatMap(({ code, loans }) => {
    const plan = plans.find((each) => each.code === code);
    const facts = { care: plan?.word ?? "", n: loans ?? 0 };
    const told = loans === null ? _("{care} before the season", facts) : _("{care} now: {n} loans since last time", facts);
    const send = () => mark(row, { mark: "workshop", fault: plan?.fault });
    return plan ? [button(told, send, { icon: "wrench", kind: "button-quiet button-mark", focus: code })] : [];
  });
}

/** Those that the article has, in the words of its category. @param {Row} row */
function pointsOf({ answer }) {
  const codes = answer?.points ?? [];
  const words = state.categories.get(answer?.article?.category ?? "")?.checks ?? [];
  return words.filter(({ code }) => codes.includes(code));
}

/** @param {Row} row @param {{code: string, word: string}} point */
function tick(row, { code, word }) {
  const isWrong = row.wrong.includes(code);
  const turn = () => {
    row.wrong = isWrong ? row.wrong.filter((other) => other !== code) : [...row.wrong, code];
    changed();
  };
  const more = { focus: `point-${code}`, "aria-pressed": String(isWrong), "aria-label": _("Not so: {what}", { what: word }) };
  return button(word, turn, { ...more, ...(isWrong ? { icon: "close" } : {}) });
}
