// An answer: shown in the form's place, and shared as a picture, as text without links, or on paper.
import { keep } from "./kept.js";
import { tellLinks, tellTitle } from "./language.js";
import { say } from "./words.js";

let goingBack = false;

/** Puts the buttons of an answer under `root` to work; does nothing where there is no answer. */
export function startAnswer(root) {
  const box = root.querySelector(".share");
  if (!box) return;
  const said = box.querySelector(".said");
  const text = () => box.querySelector(`pre[lang=${document.documentElement.lang}]`).textContent;
  const acts = {
    async picture() {
      const { drawAnswer } = await import("./card.js");
      const blob = await drawAnswer(document.querySelector(".answer"));
      const file = new File([blob], "mokcheck.png", { type: "image/png" });
      if (navigator.canShare?.({ files: [file] })) await navigator.share({ files: [file] });
      else save(file, () => said.replaceChildren(say("share.saved")));
    },
    async text() {
      await navigator.share({ text: text() });
    },
    async copy() {
      await navigator.clipboard.writeText(text());
      said.replaceChildren(say("share.copied"));
    },
    print() {
      for (const folded of document.querySelectorAll(".passes")) folded.open = true; // paper unfolds nothing
      print();
    },
  };
  const possible = { picture: true, text: Boolean(navigator.share), copy: Boolean(navigator.clipboard), print: true };
  for (const button of box.querySelectorAll("[data-share]")) {
    button.hidden = !possible[button.dataset.share];
    button.addEventListener("click", async () => {
      said.replaceChildren();
      try {
        await acts[button.dataset.share]();
      } catch (error) {
        if (error.name !== "AbortError") box.querySelector("details").open = true; // not allowed: the text can be selected
      }
    });
  }
}

/**
 * Shows the answer in a page that came, and keeps it on this phone where that is wanted and possible; `smaller` when it
 * is about smaller copies of the photos. `photosHere`: whether its photos are those of the form, and others can join.
 */
export async function showAnswer(page, smaller, photosHere = true) {
  page.querySelector("[data-smaller]").hidden = !smaller;
  const answer = { html: page.getElementById("main").innerHTML, titles: { ...page.querySelector("title").dataset } };
  if (history.state?.answer) history.replaceState({ answer: true }, ""); // an earlier one that was opened meanwhile
  else history.pushState({ answer: true }, "");
  show(answer);
  if (!photosHere) addNoSide();
  const shown = document.querySelector(".answer");
  const id = await keep(answer, shown);
  if (id && shown.isConnected && history.state?.answer === true) history.replaceState({ answer: id }, "");
}

/** Goes from an answer back to the form, as the browser's own button does; a second tap goes no further. */
export function goBack() {
  if (goingBack) return;
  goingBack = true;
  addEventListener("popstate", () => { goingBack = false; }, { once: true });
  history.back();
}

/** Shows a kept answer, with its day and list. Its photos are gone, so that no side can be added to it. */
export function showPast(entry) {
  if (history.state?.answer !== entry.id) history.pushState({ answer: entry.id }, "");
  show(entry);
  document.querySelector("[data-past]").hidden = false;
  addNoSide();
}

/** No side is added to an answer whose photos are gone: it would join another product's. */
function addNoSide() {
  for (const button of document.querySelectorAll("[data-more]")) button.remove();
  document.querySelector("[data-again]").className = "primary";
}

/** Puts an answer in the form's place; the browser's way back leads to the form. */
function show({ html, titles }) {
  const main = document.getElementById("main");
  main.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  setTitles(titles);
  tellLinks();
  startAnswer(main);
  main.querySelector("[data-again]")?.addEventListener("click", (event) => {
    event.preventDefault();
    goBack();
  });
  main.querySelector("[data-more]")?.addEventListener("click", (event) => {
    event.preventDefault();
    dispatchEvent(new CustomEvent("mokcheck:more", { detail: event.currentTarget.dataset.drop }));
  });
  scrollTo(0, 0);
  main.querySelector("h1").focus({ preventScroll: true });
}

export function setTitles(data) {
  Object.assign(document.querySelector("title").dataset, data);
  tellTitle();
}

function save(file, done) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  done();
}
