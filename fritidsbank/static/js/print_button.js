/** The button that prints a page. Without script it stays hidden, and the browser's menu does it. */

for (const button of document.querySelectorAll("[data-print]")) {
  button.removeAttribute("hidden");
  button.addEventListener("click", () => window.print());
}
