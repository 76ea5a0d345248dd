/** Draws what lies ready until a borrower is chosen. */

import { grouped } from "./barcodes.js";
import { button, el, icon, part, show, showList } from "./dom.js";
import { titleOf } from "./outcomes.js";
import { state } from "./state.js";
import { _, language, ngettext } from "./texts.js";
import { emptyTray, takeOutOfTray } from "./tray_state.js";

export function drawTray() {
  const { tray } = state;
  part("tray").hidden = tray.length === 0;
  show(part("tray-head"), [language(), tray.length], () => [
    el("p", {}, ngettext("{n} article. Choose a borrower to lend it.", "{n} articles. Choose a borrower to lend them.", tray.length)),
    button(_("Empty the tray"), emptyTray, { icon: "close" }),
  ]);
  showList(part("tray-list"), tray, {
    key: ({ article }) => `laid-${article.id}`,
    shows: () => language(),
    build: ({ article }) =>
      el(
        "li",
        { class: "laid" },
        el("span", {}, titleOf(article)),
        el("span", { class: "number muted" }, article.code ? grouped(article.code) : ""),
        el(
          "button",
          {
            ...{ type: "button", class: "button button-quiet laid-out" },
            "aria-label": _("Take {article} out of the tray", { article: titleOf(article) }),
            onclick: () => takeOutOfTray(article.id),
          },
          icon("close"),
        ),
      ),
  });
}
