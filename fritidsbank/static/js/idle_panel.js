/** Nobody's turn: go on with the last one, begin with somebody new, or change who is at the counter. */

import { openForm, resume, shortName } from "./borrowers.js";
import { button, el, show } from "./dom.js";
import { switchTo } from "./session.js";
import { state } from "./state.js";
import { _, language } from "./texts.js";

/** @param {HTMLElement} part */
export function drawIdle(part) {
  const { resume: before, session } = state;
  const others = session?.others ?? [];
  show(part, [language(), before?.id, before && shortName(before), session?.account, others], () => [
    before
      ? button(_("Go on with {name}", { name: shortName(before) }), resume, {
          ...{ icon: "undo", kind: "button-quiet idle-resume", focus: "resume" },
        })
      : null,
    el(
      "div",
      { class: "idle-teach" },
      el("h2", {}, _("Lend")),
      el("p", {}, _("Scan a card, or write a mobile or a name. Then scan the articles.")),
      button(_("New borrower"), () => openForm(), { icon: "plus", focus: "new" }),
    ),
    el(
      "div",
      { class: "idle-teach" },
      el("h2", {}, _("Take back")),
      el("p", {}, _("Scan the article. That is all.")),
    ),
    others.length > 0
      ? el(
          "div",
          { class: "idle-who" },
          el("h2", {}, _("Who is at the counter?")),
          el(
            "div",
            { class: "cluster" },
            el("span", { class: "idle-me" }, session?.account.name ?? ""),
            ...others.map(({ id, name }) => button(name, () => void switchTo(id), { icon: "person", focus: `who-${id}` })),
          ),
        )
      : null,
  ]);
}
