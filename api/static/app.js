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

startAnswer(document);
startForm();
startQueue();
startPast();

if ("serviceWorker" in navigator && isSecureContext) {
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
}
