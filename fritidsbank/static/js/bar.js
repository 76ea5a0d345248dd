/** The bar on top: the branch, the line, who is at the counter, the language, the sound. */

import { button, el, icon, part, show } from "./dom.js";
import { choose, switchTo } from "./session.js";
import { mute } from "./sound.js";
import { changed, state } from "./state.js";
import { _, language, ngettext } from "./texts.js";

/** @type {[code: string, name: string][]} */
const LANGUAGES = [
  ["sv", "Svenska"],
  ["en", "English"],
];

export function drawBar() {
  const { session, signedOut, menuOpen, muted } = state;
  show(part("branch"), [session?.branch.name, session?.demo, language()], () => [
    session?.branch.name ?? "Fritidsbanken",
    session?.demo ? el("span", { class: "demo" }, _("Demo")) : null,
  ]);
  document.title = [_("The counter"), session?.branch.name].filter(Boolean).join(" · ");
  drawLine();
  show(part("languages"), language(), languageButtons);
  show(part("sound"), [muted, language()], soundButton);
  show(part("who"), [session?.account.name, signedOut, language()], () => [
    icon("person"),
    el("span", { class: "who-name" }, session?.account.name ?? _("Nobody")),
  ]);
  part("who").setAttribute("aria-expanded", String(menuOpen));
  const menu = part("menu");
  menu.hidden = !menuOpen;
  show(menu, [menuOpen, session, muted, language()], () => (menuOpen ? menuParts() : []));
  const notice = part("sign-in");
  notice.hidden = !signedOut;
  show(notice, [signedOut, state.waiting, language()], signInParts);
}

export function startBar() {
  part("who").addEventListener("click", () => toggleMenu(!state.menuOpen));
  document.addEventListener("click", (event) => {
    const at = /** @type {Node} */ (event.target);
    // A button that a press has just rebuilt is no longer in the page, nor outside the menu.
    if (state.menuOpen && at.isConnected && !part("menu").contains(at) && !part("who").contains(at)) {
      toggleMenu(false);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.menuOpen) {
      toggleMenu(false);
      part("who").focus();
    }
  });
}

/** @param {boolean} open */
function toggleMenu(open) {
  state.menuOpen = open;
  changed();
}

function drawLine() {
  const { line, waiting, lasting, session } = state;
  const review = session?.review ?? 0;
  show(part("line"), [line, waiting, lasting, language()], () => {
    const open = line !== "down";
    const queued = waiting > 0 && !(open && waiting === 1);
    return [
      icon(open ? "online" : "offline"),
      open ? _("Online") : _("Offline"),
      queued ? el("span", { class: "queue number" }, ngettext("{n} waits", "{n} wait", waiting)) : null,
      lasting ? null : el("span", { class: "queue" }, _("Cannot keep acts on this tablet")),
    ];
  });
  part("line").classList.toggle("is-down", line === "down" || !lasting);
  show(part("review"), [review, language()], () => [
    icon("look"),
    ngettext("{n} to review", "{n} to review", review),
  ]);
  part("review").hidden = review === 0;
}

function languageButtons() {
  return LANGUAGES.map(([code, name]) =>
    el(
      "button",
      {
        ...{ type: "button", lang: code, "aria-pressed": String(code === language()), "data-focus": code },
        ...{ "aria-label": `${code.toUpperCase()}: ${name}`, onclick: () => void choose(code) },
      },
      code.toUpperCase(),
    ),
  );
}

function soundButton() {
  const { muted } = state;
  const toggle = () => {
    state.muted = !state.muted;
    mute(state.muted);
    changed();
  };
  return [
    el(
      "button",
      {
        ...{ type: "button", "data-focus": "sound", "aria-pressed": String(!muted), onclick: toggle },
        "aria-label": _("Sound"),
      },
      icon(muted ? "muted" : "sound"),
    ),
  ];
}

function menuParts() {
  const others = state.session?.others ?? [];
  return [
    others.length > 0 ? el("h2", {}, _("Who is at the counter?")) : null,
    ...others.map(({ id, name }) => button(name, () => void switchTo(id), { icon: "person" })),
    el("h2", {}, _("Pages")),
    ...[
      ["/today", "list", _("Today")],
      ["/overdue", "clock", _("To be reminded")],
      ["/check", "check", _("To be checked")],
      ["/visits", "plus", _("Visits")],
      ["/articles", "search", _("Articles")],
      ["/sets", "list", _("Sets")],
    ].map(([href = "", name = "", word = ""]) => el("a", { class: "button button-quiet", href }, icon(name), word)),
    el(
      "div",
      { class: "menu-small" },
      el("div", { role: "group", class: "cluster", "aria-label": _("Language") }, ...languageButtons()),
      ...soundButton(),
    ),
  ];
}

function signInParts() {
  const { signedOut, waiting } = state;
  return signedOut
    ? [
        icon("key"),
        el(
          "p",
          {},
          waiting > 0
            ? ngettext(
                "Sign in again. {n} act waits here and is sent then.",
                "Sign in again. {n} acts wait here and are sent then.",
                waiting,
              )
            : _("Sign in to lend and take back."),
        ),
        el("a", { class: "button", href: "/login?next=/counter" }, _("Sign in")),
      ]
    : [];
}
