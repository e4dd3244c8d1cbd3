// The door: a passphrase is chosen once on this phone, and asked for from then on. Without it nothing can be opened.
import { say } from "../words.js";
import { Book } from "./book.js";
import * as box from "./box.js";
import { tellProblem } from "./told.js";
import { SHORTEST, Vault, WrongPassphrase } from "./vault.js";

const KEY = /^mok_[0-9a-f]{12}_[\w-]{43}$/;
const LOCK = "mokcheck-cases";
const CLOSING_MS = 3000;
const root = document.querySelector("[data-view=door]");
const part = (name) => root.querySelector(`[data-${name}]`);

/** What is wrong with a new passphrase that was typed twice, as a word's key; null when nothing is. */
export function unfit(passphrase, again) {
  if ([...passphrase.normalize("NFKC")].length < SHORTEST) return "case.passphrase.short";
  return passphrase === again ? null : "case.passphrase.differs";
}

export const isKey = (text) => KEY.test(text);

/** Binds the door; `open(book)` is called when it is passed. The answer shows it. */
export function startDoor(open) {
  const [setUp, unlock] = [part("set-up"), part("unlock")];

  async function show() {
    root.hidden = false;
    if (!globalThis.crypto?.subtle) return tellProblem(say("case.insecure"));
    if (!await alone()) return tellProblem(say("case.elsewhere"));
    try {
      const known = await Vault.exists();
      setUp.hidden = known;
      unlock.hidden = !known;
      part("forgot").hidden = !known;
      (known ? unlock : setUp).passphrase.focus();
    } catch {
      tellProblem(say("case.no_storage"));
    }
    return undefined;
  }

  const pass = async (form, make) => {
    tellProblem(null);
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    try {
      const book = new Book(await make());
      await book.load();
      if (form === setUp) await book.set({ key: form.key.value.trim() });
      form.reset();
      root.hidden = true;
      open(book);
    } catch (error) {
      tellProblem(say(error instanceof WrongPassphrase ? "case.passphrase.wrong" : "case.no_storage"));
      form.passphrase.select();
    } finally {
      button.disabled = false;
    }
  };

  setUp.addEventListener("submit", (event) => {
    event.preventDefault();
    const { passphrase, again, key } = setUp;
    const wrong = unfit(passphrase.value, again.value) ?? (isKey(key.value.trim()) ? null : "case.key.wrong");
    if (wrong) return tellProblem(say(wrong));
    return pass(setUp, () => Vault.create(passphrase.value));
  });
  unlock.addEventListener("submit", (event) => {
    event.preventDefault();
    pass(unlock, () => Vault.open(unlock.passphrase.value));
  });
  part("erase").addEventListener("submit", async (event) => {
    event.preventDefault();
    await box.erase();
    location.reload();
  });
  return show;
}

/** Whether this is the only page of cases that is open: two would write over each other. One that closes is waited for. */
function alone() {
  if (!navigator.locks) return true;
  return new Promise((resolve) => {
    navigator.locks.request(LOCK, { signal: AbortSignal.timeout(CLOSING_MS) }, () => {
      resolve(true);
      return new Promise(() => {}); // held until the page is closed
    }).catch(() => resolve(false));
  });
}
