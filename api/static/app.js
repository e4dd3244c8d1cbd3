// The entry: what the page does beyond a plain form. Without scripts the form and its answer work all the same.
import { startAnswer } from "./answer.js";
import { startForm } from "./form.js";
import { startLanguage } from "./language.js";
import { startPast } from "./past.js";
import { startQueue } from "./queue.js";

document.documentElement.classList.add("js");
startLanguage();

const offline = document.querySelector(".offline");
const tellConnection = () => { offline.hidden = navigator.onLine; };
addEventListener("online", tellConnection);
addEventListener("offline", tellConnection);
tellConnection();

const number = document.querySelector("#number"); // a page from the cache does not know what was asked
if (number && !number.value) number.value = new URLSearchParams(location.search).get("number") ?? "";

startAnswer(document);
startForm();
startQueue();
startPast();

// A way within the page is no step of the browser's history, which would lead from an answer back to the form.
document.addEventListener("click", (event) => {
  const { hash } = event.target.closest?.("a[href^='#']") ?? {};
  const target = hash && document.querySelector(hash);
  if (!target || event.defaultPrevented) return;
  event.preventDefault();
  target.scrollIntoView();
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
});

if ("serviceWorker" in navigator && isSecureContext) {
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
}
