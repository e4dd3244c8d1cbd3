// What went wrong, above everything else and read out at once; null takes it away.
import { both } from "../words.js";
import { titles } from "./product.js";

const box = document.querySelector("[data-problem]");

/** `said`: nodes, or the words of a problem that the service answered with. */
export function tellProblem(said) {
  box.hidden = said === null;
  if (said === null) return;
  box.replaceChildren(said instanceof Node ? said : both(titles(said)));
  box.scrollIntoView({ block: "nearest" });
}
