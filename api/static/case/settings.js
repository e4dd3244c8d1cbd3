// The officer's key and the passphrase of this phone, both of which can be changed.
import { Service } from "../review/service.js";
import { say } from "../words.js";
import { isKey, unfit } from "./door.js";
import { Vault, WrongPassphrase } from "./vault.js";

/** Binds the part of the list; the answer shows whose key it is. */
export function startSettings(app) {
  const root = document.querySelector("[data-view=list]");
  const part = (name) => root.querySelector(`[data-${name}]`);
  const said = part("settings-said");
  const show = () => {
    const { name, key_id: id } = app.book.officer;
    part("officer").replaceChildren(say("case.officer", { name: name || "–", number: id }));
  };

  part("new-key").addEventListener("submit", (event) => {
    event.preventDefault();
    const { key } = event.target;
    const value = key.value.trim();
    if (!isKey(value)) return said.replaceChildren(say("case.key.wrong"));
    return app.trying(async () => {
      await app.book.set({ key: value, officer: undefined });
      app.service = new Service(value);
      app.sender.service = app.service;
      event.target.reset();
      said.replaceChildren(say("case.key.changed"));
      await app.useKey();
      app.sender.wake();
    });
  });

  part("new-passphrase").addEventListener("submit", (event) => {
    event.preventDefault();
    const { before, passphrase, again } = event.target;
    const wrong = unfit(passphrase.value, again.value);
    if (wrong) return said.replaceChildren(say(wrong));
    return app.trying(async () => {
      try {
        await Vault.change(before.value, passphrase.value);
        event.target.reset();
        said.replaceChildren(say("case.passphrase.changed"));
      } catch (error) {
        if (!(error instanceof WrongPassphrase)) throw error;
        said.replaceChildren(say("case.passphrase.wrong"));
      }
    });
  });
  return show;
}
