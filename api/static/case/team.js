// Handing a case to a colleague: only what is wholly on the service, so that nothing stays behind on this phone.
import { element, plainly, say } from "../words.js";
import { merge } from "./merge.js";
import { stateOf } from "./shape.js";

/** Binds the part of the page; the answer shows it for the case that is open. */
export function startTeam(desk) {
  const part = (name) => desk.root.querySelector(`[data-${name}]`);
  const form = part("hand-over");
  const said = part("team-said");
  let colleagues = [];

  const now = () => {
    const { officer, team } = desk.one;
    const others = team.filter((id) => id !== officer.key_id);
    part("team-now").replaceChildren(say("case.officer", { name: officer.name || "–", number: officer.key_id }));
    if (others.length) part("team-now").append(" · ", say("case.team.others", { number: others.length }));
  };

  part("colleagues").addEventListener("click", () => desk.trying(async () => {
    said.replaceChildren();
    if (stateOf(desk.one) !== "sent") return said.replaceChildren(say("case.team.send_first"));
    ({ colleagues } = await desk.app.service.json("/v1/inspection/colleagues"));
    const others = colleagues.filter(({ key_id: id }) => id !== desk.book.officer.key_id);
    if (!others.length) return said.replaceChildren(say("case.team.nobody"));
    form.officer.replaceChildren(...others.map(({ key_id: id, name }) => element("option", { value: id }, `${name || "–"} (${id})`)));
    form.hidden = false;
    form.officer.focus();
    return undefined;
  }));

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { one, book } = desk;
    const name = form.officer.selectedOptions[0].textContent;
    if (!confirm(plainly("case.team.sure", { name }))) return;
    desk.trying(async () => {
      if (stateOf(one) !== "sent") return said.replaceChildren(say("case.team.send_first"));
      const own = book.officer.key_id;
      const members = new Set([...one.team, ...(form.stay.checked ? [own] : [])]);
      if (!form.stay.checked) members.delete(own);
      members.delete(form.officer.value);
      const answer = await desk.app.service.send("PUT", `/v1/cases/${one.id}/team`, { officer: form.officer.value, members: [...members] });
      merge(one, answer);
      one.lost = !answer.team.includes(own);
      await book.save(one);
      form.hidden = true;
      desk.update();
      now();
      return said.replaceChildren(say("case.team.done", { name }));
    });
  });

  return () => {
    form.hidden = true;
    said.replaceChildren();
    now();
  };
}
