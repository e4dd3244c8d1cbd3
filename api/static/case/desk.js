// One case on the screen: where and when, its products, sending, and taking it off the phone. Each change is kept at once.
import { both, element, moment, plainly, say } from "../words.js";
import { conflict } from "./ask.js";
import { startClosing } from "./closing.js";
import { fill, listen, put } from "./fields.js";
import { startPlace } from "./place.js";
import { ProductCard, titles } from "./product.js";
import { HEAD, lacks, momentOf, stateOf, unsent } from "./shape.js";
import { startTeam } from "./team.js";

const SAVE_MS = 400; // after the last key

export class Desk {
  one = null;
  cards = new Map();
  #timer = 0; // until what was changed is written; 0 when all is

  /** `app`: what views share; see case.js. */
  constructor(app) {
    Object.assign(this, { app, root: document.querySelector("[data-view=case]"), options: app.options });
    this.part = (name) => this.root.querySelector(`[data-${name}]`);
    const head = this.part("head");
    for (const radio of head.querySelectorAll("[type=radio]")) radio.name = radio.dataset.field;
    head.addEventListener("submit", (event) => event.preventDefault());
    listen(head, (path, value) => { put(this.one, path, value); this.title(); this.changed(); });
    this.place = startPlace(head, () => this.one, () => this.changed());
    this.team = startTeam(this);
    this.closing = startClosing(this);
    this.part("back").addEventListener("click", () => history.back());
    this.part("send").addEventListener("click", () => (this.one.sending ? this.pause() : this.send()));
    this.part("add-product").addEventListener("click", () => this.addProduct());
    this.part("renew").addEventListener("click", () => this.renew());
    this.part("remove-form").addEventListener("submit", (event) => { event.preventDefault(); this.removeCase(); });
  }

  get book() { return this.app.book; }

  get sender() { return this.app.sender; }

  camera() { return this.app.camera(); }

  files() { return this.app.files(); }

  trying(act) { return this.app.trying(act); }

  sure(key, values) { return confirm(plainly(key, values)); }

  open(product, photo, number) {
    return this.trying(() => this.app.viewer(this.one, product, photo, number, () => this.frame(product, photo)));
  }

  /** Frames of the labels in a photo that shows several goods; each is a product's. */
  async frame(product, photo) {
    await this.trying(async () => {
      if (!await this.app.parting(this.one, product, photo)) return;
      this.changed();
      this.update();
    });
    this.cards.get(product.id)?.root.querySelector(`[data-photo="${photo.id}"] .look`)?.focus();
  }

  /** Shows a case from its beginning. */
  show(one) {
    this.one = one;
    this.cards.clear();
    this.part("products").replaceChildren();
    this.update();
    this.team();
    this.part("kept").replaceChildren();
    for (const name of ["closing-said", "remove-said"]) this.part(name).replaceChildren();
    this.part("remove-form").reset(); // a tick is for one case
    for (const name of ["team", "closing", "remove"]) this.part(name).open = false;
  }

  /** Shows what has changed without the officer: how far sending is, our reports, what colleagues wrote. */
  update() {
    const { one } = this;
    fill(this.part("head"), one);
    this.place();
    const known = new Set(one.products.map(({ id }) => id));
    for (const [id, card] of this.cards) if (!known.has(id)) { card.root.remove(); this.cards.delete(id); }
    for (const product of one.products) {
      const card = this.cards.get(product.id);
      if (card) card.update();
      else {
        const made = new ProductCard(this, product);
        this.cards.set(product.id, made);
        this.part("products").append(made.root);
      }
    }
    const gone = one.asks.filter((part) => part === HEAD || !known.has(part));
    this.part("ask").replaceChildren(...gone.flatMap((part) => conflict(this, part)));
    this.title();
    this.state();
    this.closing();
  }

  title() {
    const { one } = this;
    this.part("title").replaceChildren(one.place.name.trim() || say("case.unnamed"));
    const { name, key_id: id } = one.officer;
    this.part("officer").replaceChildren(say("case.officer", { name: name || "–", number: id }));
    this.part("products-count").textContent = one.products.length || "";
  }

  state() {
    const { one } = this;
    const state = stateOf(one);
    const shown = this.sender.stands(one);
    const badge = this.part("state");
    badge.dataset.kind = shown;
    const photos = one.products.flatMap((product) => product.photos);
    const values = { number: photos.filter(({ whole }) => whole).length, limit: photos.length };
    badge.replaceChildren(say(`case.state.${shown}`, values));
    const send = this.part("send");
    send.hidden = ["sent", "ask", "lost"].includes(state);
    send.replaceChildren(say(state === "sending" ? "case.send.pause" : "case.send"));
    const left = one.products.flatMap(unsent).length;
    const safe = state === "sent" || (state === "lost" && !left);
    const lead = safe ? `case.remove.${state}` : state === "lost" ? "case.remove.lost.unsent" : "case.remove.unsent";
    this.part("remove-lead").replaceChildren(say(lead, { number: left }));
    this.part("renew").hidden = state !== "lost";
    this.part("remove-tick").hidden = state === "sent";
    this.part("remove-tick").querySelector("input").required = state !== "sent";
    const problem = one.problem ?? (shown === "problem" ? this.sender.refused : null);
    if (problem) this.part("kept").replaceChildren(problem.key ? say(problem.key) : both(titles(problem)));
  }

  /** After the officer changed something: keeps it soon. */
  changed() {
    this.one.problem = null;
    this.state();
    this.part("kept").replaceChildren(say("case.saving"));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.keep(), SAVE_MS);
  }

  /** Writes what was changed, at once. */
  async keep() {
    const { one } = this;
    if (!this.#timer || !this.book?.cases.has(one.id)) return;
    clearTimeout(this.#timer);
    this.#timer = 0;
    await this.trying(async () => {
      try {
        await this.book.save(one);
      } catch (error) {
        if (one === this.one) {
          this.#timer ||= -1; // it is tried again when the case is left
          this.part("kept").replaceChildren(say("case.not_saved"));
        }
        throw error;
      }
      if (one !== this.one || one.problem) return;
      this.part("kept").replaceChildren(say("case.saved"), " ", moment(Date.now(), { timeStyle: "short" }));
    });
  }

  addProduct() {
    const product = this.book.addProduct(this.one);
    this.update();
    this.changed();
    const card = this.cards.get(product.id).root;
    card.open = true;
    card.scrollIntoView({ block: "start" });
    card.querySelector("[data-camera]").focus({ preventScroll: true });
  }

  async removeProduct({ product, root }) {
    const number = this.one.products.indexOf(product) + 1;
    if (!this.sure("case.product.sure", { number, limit: product.photos.length })) return;
    await this.trying(() => this.book.drop(this.one, product.photos, product));
    root.remove();
    this.update();
    this.part("add-product").focus();
  }

  // ---- sending

  async send() {
    const { one } = this;
    const missing = lacks(one);
    if (missing) return this.point(...missing);
    Object.assign(one, { sending: true, problem: null });
    for (const product of one.products) product.problem = null;
    this.changed();
    await this.keep();
    this.update();
    this.sender.work();
  }

  async pause() {
    this.one.sending = false;
    this.changed();
    await this.keep();
    this.update();
  }

  /** Leads to the field that keeps the case from being sent. */
  point(part, name, key) {
    const root = part === HEAD ? this.part("head") : this.cards.get(part).root;
    if (part !== HEAD) root.open = true;
    this.part("kept").replaceChildren(say(key));
    const field = root.querySelector(`[data-field="${name}"]`);
    field.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  }

  /** A case that is gone from the service begins anew, with what is on this phone. */
  async renew() {
    const fresh = await this.trying(() => this.book.renew(this.one));
    if (!fresh) return;
    history.replaceState({ case: fresh.id }, "");
    this.show(fresh);
    scrollTo(0, 0);
    this.part("title").focus({ preventScroll: true });
  }

  /** Takes the case off the phone. What was sent is compared with the service once more before. */
  async removeCase() {
    const { one } = this;
    const button = this.part("remove-form").querySelector("button");
    button.disabled = true; // a second tap would lead further back than to the list
    await this.trying(async () => {
      if (stateOf(one) === "sent" && !(await this.sender.confirmed(one))) {
        this.part("remove-said").replaceChildren(say("case.remove.not_now"));
        return;
      }
      await this.book.forget(one);
      history.back();
    });
    button.disabled = false;
  }
}

/** Day and time of a visit, in Bangkok. */
export const visit = (one) => (!one.inspected ? "–" : moment(momentOf(one.inspected), { timeZone: "Asia/Bangkok", dateStyle: "medium", timeStyle: "short" }));

export const count = (key, number) => element("span", {}, say(key, { number }));
