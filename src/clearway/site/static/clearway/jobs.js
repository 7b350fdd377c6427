// Background work: asks how far it is and changes only the words that changed, so that the reader keeps the place.
// The pages work without it, by their link to look again.

const ASK_EVERY = 3000;
const ASK_FOR_AT_MOST = 10 * 60 * 1000; // asking keeps the session alive, so it ends by itself
const began = Date.now();

const liveParts = (page) => new Map([...page.querySelectorAll("[data-live]")].map((part) => [part.dataset.live, part]));

const isHeld = (part) => part.contains(document.activeElement);

const bringUpToDate = (page) => {
  const fresh = liveParts(page);
  for (const [name, shown] of liveParts(document)) {
    const now = fresh.get(name);
    if (now && !isHeld(shown) && shown.innerHTML !== now.innerHTML) shown.replaceChildren(...now.childNodes);
  }
};

const askAgain = async () => {
  if (Date.now() - began > ASK_FOR_AT_MOST) return;
  try {
    const answer = await fetch(window.location.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.ok && !page.querySelector("[data-still-live]")) {
      const told = document.querySelector("[data-live-told]");
      if (told) {
        bringUpToDate(page);
        told.textContent = "All of this work has ended.";
      } else {
        window.location.reload();
      }
      return;
    }
    bringUpToDate(page);
  } catch {
    // The site may be starting again; the next question tells.
  }
  window.setTimeout(askAgain, ASK_EVERY);
};

if (document.querySelector("[data-still-live]")) window.setTimeout(askAgain, ASK_EVERY);
