// Sharing an answer: as a picture, as text without links, or on paper.
import { say } from "./words.js";

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

function save(file, done) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  done();
}
