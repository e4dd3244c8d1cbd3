// The card of one product: its photos, its words, our report and beside it what the officer finds.
import { both, element, moment, say } from "../words.js";
import { conflict } from "./ask.js";
import { copy, fill, listen, oneLanguage, put } from "./fields.js";
import { frameOf } from "./parting.js";
import { photoItem, takeIn, tellPhoto } from "./photos.js";
import { stateOf } from "./shape.js";

export class ProductCard {
  /** `desk` has the book, the case, and what pages share; `changed` is called after each change. */
  constructor(desk, product) {
    Object.assign(this, { desk, product, shown: "" });
    this.root = copy("product");
    this.part = (name) => this.root.querySelector(`[data-${name}]`);
    for (const radio of this.root.querySelectorAll("[type=radio]")) radio.name = `${radio.dataset.field}-${product.id}`;
    this.root.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
    oneLanguage(this.root);
    listen(this.root, (path, value) => {
      put(product, path, value);
      if (path === "category") Object.assign(product, { judged: null, problem: null });
      this.head();
      this.ours();
      desk.changed();
    });
    this.part("camera").addEventListener("click", () => desk.camera().then((files) => this.add(files)));
    this.part("choose").addEventListener("click", () => desk.files().then((files) => this.add(files)));
    this.part("remove-product").addEventListener("click", () => desk.removeProduct(this));
    this.root.addEventListener("toggle", () => this.photos()); // small pictures are opened when they are seen
    this.update();
  }

  /** Shows the product as it is now; fields that somebody is writing in are the same already. */
  update() {
    fill(this.root, this.product);
    this.head();
    this.photos();
    this.ours();
    const asked = conflict(this.desk, this.product.id);
    this.part("ask").replaceChildren(...asked);
    if (asked.length) this.root.open = true;
  }

  head() {
    const { product, desk } = this;
    const number = desk.one.products.indexOf(product) + 1;
    this.part("number").textContent = number;
    this.part("name").replaceChildren(product.name.trim() || say("case.product.unnamed"));
    this.part("summary").replaceChildren(say("case.count.photos", { number: product.photos.length }));
    for (const [who, verdict] of [["case.ours.short", product.judged?.verdict], ["case.own.short", product.finding.verdict]]) {
      if (!verdict) continue;
      const badge = element("span", { className: "badge" }, say(who), " ", say(`case.own.${verdict}`));
      badge.dataset.kind = verdict;
      this.part("summary").append(" ", badge);
    }
  }

  photos() {
    const { product, desk } = this;
    const list = this.part("shots");
    this.part("photo-count").textContent = `${product.photos.length}/${desk.options.limit}`;
    list.hidden = product.photos.length === 0;
    const wanted = product.photos.map(({ id, gone, here }) => `${id}${gone}${here}`).join();
    if (!this.root.open) return;
    if (this.shown !== wanted) {
      this.shown = wanted;
      const acts = {
        open: (photo, number) => desk.open(product, photo, number),
        remove: (photo, number) => this.remove(photo, number),
        again: (photo) => { photo.gone = false; desk.changed(); this.update(); },
      };
      list.replaceChildren(...product.photos.map((photo, index) => photoItem(desk.book, photo, index + 1, acts)));
    }
    for (const photo of product.photos) this.tell(photo);
  }

  tell(photo, received = null) {
    const item = this.root.querySelector(`[data-photo="${photo.id}"]`);
    if (item) tellPhoto(item, photo, received, Boolean(frameOf(this.product, photo.sha256)));
  }

  /** How much of a photo has come to the service. */
  progress(photo, received) { this.tell(photo, received); }

  async add(files) {
    const said = this.part("photo-said");
    if (!files.length) return;
    said.replaceChildren(say("shrinking"));
    const { book, one, options } = this.desk;
    await this.desk.trying(async () => {
      try {
        const refused = await takeIn(book, one, this.product, files, options);
        said.replaceChildren(...refused.map((words) => element("span", { className: "refused" }, words)));
      } catch (error) {
        said.replaceChildren();
        throw error;
      }
    });
    if (this.desk.one !== one || !book.holds(one, this.product)) return; // another case is open by now, or it was taken out
    this.update();
    this.part("camera").focus();
  }

  async remove(photo, number) {
    if (!this.desk.sure(photo.whole ? "case.photo.sure.sent" : "case.photo.sure", { number })) return;
    await this.desk.trying(() => this.desk.book.drop(this.desk.one, [photo]));
    this.update();
    this.part("camera").focus();
  }

  ours() {
    const { judged, report, problem, photos } = this.product;
    const box = this.part("ours");
    if (judged) {
      const badge = element("p", { className: "badge" }, say(`case.own.${judged.verdict}`));
      badge.dataset.kind = judged.verdict;
      const when = element("p", { className: "hint" }, say("case.ours.at"), " ", moment(judged.at, { timeZone: "Asia/Bangkok", dateStyle: "medium", timeStyle: "short" }));
      const asOf = element("p", { className: "hint" }, say("case.ours.as_of"), " ", moment(`${judged.day}T12:00:00+07:00`, { timeZone: "Asia/Bangkok", dateStyle: "medium" }));
      const read = [...judged.standards, ...judged.licences, ...judged.holders];
      const found = report?.record === judged.record ? report.said : [];
      const said = new Map(found.map(({ message }) => [message.th, message])).values(); // found twice, told once
      box.replaceChildren(badge, ...(read.length ? [element("p", {}, read.join(" · "))] : []),
        element("ul", {}, ...[...said].map((message) => element("li", {}, both(message)))), asOf, when);
      return;
    }
    if (problem) {
      box.replaceChildren(element("p", {}, say("case.ours.refused")), element("p", { className: "hint" }, both(titles(problem))));
      return;
    }
    const words = element("p", {}, say(photos.length ? "case.ours.waits" : "case.ours.no_photo"));
    const now = element("button", { type: "button", className: "second", onclick: () => this.desk.send() }, say("case.ours.now"));
    const offered = photos.length && !["sending", "ask", "lost"].includes(stateOf(this.desk.one));
    box.replaceChildren(words, ...(offered ? [now] : []));
  }
}

/** Title and detail of a problem as one text, by language. */
export const titles = (words) => Object.fromEntries(Object.entries(words).map(([lang, { title, detail }]) => [lang, `${title}: ${detail}`]));
