/** One line of what was found. */

import { grouped } from "./barcodes.js";
import { el, icon } from "./dom.js";
import { titleOf } from "./outcomes.js";
import { state } from "./state.js";
import { _, ngettext } from "./texts.js";
import { shownMobile } from "./typed.js";

/** @typedef {import("./find_options.js").Option} Option */

/**
 * @param {Option} option
 * @param {{id: string, active: boolean, choose: () => void}} how
 */
export function drawOption(option, { id, active, choose }) {
  const { picture, word, more, verb } = described(option);
  return el(
    "div",
    { ...{ id, role: "option", class: "found-line" }, "aria-selected": String(active), onclick: choose },
    icon(picture),
    el("span", { class: "found-what" }, el("strong", {}, word), more ? el("span", { class: "muted" }, more) : null),
    verb ? el("span", { class: "found-verb" }, verb) : null,
  );
}

/** @param {Option} option */
function described(option) {
  if (option.kind === "borrower") {
    const { name, mobile, out } = option.borrower;
    const things = out > 0 ? ngettext("{n} article out", "{n} articles out", out) : "";
    return {
      ...{ picture: "person", word: name || _("Without details") },
      more: [mobile, things].filter(Boolean).join(" · "),
      verb: _("Choose"),
    };
  }
  if (option.kind === "new") {
    const who = option.name || shownMobile(option.mobile);
    return { picture: "plus", word: _("New borrower: {who}", { who }), more: "", verb: "" };
  }
  const { article } = option;
  return {
    ...{ picture: "scan", word: titleOf(article), verb: verbFor(article.place) },
    more: [article.code ? grouped(article.code) : "", article.place_name, article.note].filter(Boolean).join(" · "),
  };
}

/** @param {string} place */
function verbFor(place) {
  if (place === "out") {
    return state.borrower ? "" : _("Take back");
  }
  if (place === "shelf" || place === "season_store") {
    return state.borrower ? _("Lend") : _("Lay ready");
  }
  return "";
}
