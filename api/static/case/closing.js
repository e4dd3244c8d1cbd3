// Closing a case whose visit is over, and opening it again with a reason: only what is wholly on the service, and there.
import { moment, plainly, say } from "../words.js";
import { merge } from "./merge.js";
import { stateOf } from "./shape.js";

/** Binds the part of the page; the answer shows it for the case that is open. */
export function startClosing(desk) {
  const part = (name) => desk.root.querySelector(`[data-${name}]`);
  const said = part("closing-said");

  const ask = async (body) => {
    const { one, book } = desk;
    merge(one, await desk.app.service.send("PUT", `/v1/cases/${one.id}/closed`, body));
    await book.save(one);
    desk.update();
  };

  part("close-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const { one } = desk;
    if (stateOf(one) !== "sent") return said.replaceChildren(say("case.closing.send_first"));
    if (!confirm(plainly("case.closing.sure"))) return undefined;
    return desk.trying(async () => {
      await ask({ revision: one.seen.revision });
      said.replaceChildren(say("case.closing.done"));
    });
  });

  part("reopen-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const why = event.target.why.value.trim();
    if (!why) return;
    desk.trying(async () => {
      await ask({ why });
      event.target.reset();
      said.replaceChildren(say("case.closing.reopened"));
    });
  });

  return () => {
    const { closed } = desk.one;
    part("close-form").hidden = Boolean(closed);
    part("reopen-form").hidden = !closed;
    part("closed-now").replaceChildren(...(closed
      ? [say("case.closing.at"), " ", moment(closed.at, { timeZone: "Asia/Bangkok", dateStyle: "medium", timeStyle: "short" })] : []));
    for (const root of [part("head"), part("products")]) {
      for (const field of root.querySelectorAll("input, textarea, select, button:not(.look)")) field.disabled = Boolean(closed);
    }
    for (const name of ["add-product", "team"]) part(name).hidden = Boolean(closed);
  };
}
