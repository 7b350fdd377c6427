// Starts the NHS.UK components and the two keyboard shortcuts. Every page works without this file.
import { initAll } from "../nhsuk/nhsuk-frontend.min.js";

initAll();

const isTyping = (target) =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest("input, textarea, select") !== null);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === "/") {
    const field = document.getElementById("search-field");
    if (field) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  }
  if (event.key === "?") {
    const help = document.querySelector("[data-shortcut=help]");
    if (help) help.click();
  }
});
