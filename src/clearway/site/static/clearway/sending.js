// Sending a file: says before sending that a file is too large, and asks how far a load is. Both pages work without it.

const ASK_EVERY = 2000;
const ASK_FOR_AT_MOST = 10 * 60 * 1000; // asking keeps the session alive, so it ends by itself

const form = document.querySelector("[data-send]");
if (form) {
  const field = () => form.querySelector("input[type=file]");
  const most = Number(form.dataset.mostBytes);
  form.addEventListener("submit", (event) => {
    const bytes = [...field().files].reduce((total, file) => total + file.size, 0);
    if (bytes > most) {
      event.preventDefault();
      event.stopImmediatePropagation();
      form.querySelector("[data-too-large]").hidden = false;
      return;
    }
    form.querySelector("[data-too-large]").hidden = true;
    form.querySelector("[data-sending]").hidden = false;
  });
}

const waits = document.querySelector("[data-waits]");
const began = Date.now();

const askAgain = async () => {
  if (Date.now() - began > ASK_FOR_AT_MOST) return;
  try {
    const answer = await fetch(window.location.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-waits]");
    if (!now) {
      window.location.reload();
      return;
    }
    for (const part of ["[data-told]", "[data-bar]"]) {
      const [shown, fresh] = [waits.querySelector(part), now.querySelector(part)];
      if (shown.innerHTML !== fresh.innerHTML) shown.replaceChildren(...fresh.childNodes);
    }
  } catch {
    // The site may be starting again; the next question tells.
  }
  window.setTimeout(askAgain, ASK_EVERY);
};

if (waits) window.setTimeout(askAgain, ASK_EVERY);
