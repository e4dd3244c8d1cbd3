// The category: tiles with pictures, found by any of their words, the chosen one shown when the list is folded.

/**
 * Offers the choice of the form's `box` in an answer that was given without one: `chosen(value)` is called for the same
 * photos to be judged again. Does nothing where an answer does not ask.
 */
export function askCategory(box, chosen) {
  const asking = document.querySelector(".ask");
  if (!asking) return;
  const choice = box.cloneNode(true);
  choice.open = true;
  choice.inert = false; // as the form's is while photos are sent
  startCategories(choice);
  choice.querySelector(".tile").hidden = true; // not stated, as before
  const again = asking.querySelector("button");
  choice.addEventListener("change", () => { again.disabled = false; });
  again.addEventListener("click", () => chosen(choice.querySelector(".tile :checked").value));
  again.before(choice);
  for (const part of document.querySelectorAll("[data-ask]")) part.hidden = false;
}

/** Puts the choice of a category in `box` to work. */
export function startCategories(box) {
  const chosen = box.querySelector(".chosen");
  const find = box.querySelector("#find");
  const tiles = [...box.querySelectorAll(".tile")];
  box.querySelector(".find").hidden = false;
  const tellChoice = () => {
    const tile = tiles.find((one) => one.querySelector("input").checked);
    const any = !tile.querySelector("input").value;
    chosen.hidden = any;
    chosen.replaceChildren(...(any ? [] : [...tile.children].slice(1).map((node) => node.cloneNode(true))));
  };
  box.addEventListener("change", tellChoice);
  tellChoice();
  find.addEventListener("input", () => {
    const wanted = find.value.trim().toLowerCase();
    let shown = 0;
    for (const tile of tiles.slice(1)) {
      tile.hidden = !tile.dataset.words.includes(wanted);
      shown += !tile.hidden;
    }
    box.querySelector(".none").hidden = shown > 0;
  });
  find.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // Enter chooses the first that was found; it does not send the form
    const tile = find.value.trim() && tiles.slice(1).find((one) => !one.hidden);
    if (tile) {
      tile.querySelector("input").click();
      tile.querySelector("input").focus();
    }
  });
}
