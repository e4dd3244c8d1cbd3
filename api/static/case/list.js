// All cases of this phone, the latest visit first, a search in them, and one among those on the service.
import { moment, say } from "../words.js";
import { copy } from "./fields.js";
import { count, visit } from "./desk.js";
import { merge, take } from "./merge.js";
import { finds, HEAD, newCase } from "./shape.js";

export class List {
  constructor(app) {
    Object.assign(this, { app, root: document.querySelector("[data-view=list]") });
    this.part = (name) => this.root.querySelector(`[data-${name}]`);
    this.part("new").addEventListener("click", () => this.begin());
    this.part("searching").addEventListener("submit", (event) => event.preventDefault());
    this.part("search").addEventListener("input", () => this.update());
    this.part("search-there").addEventListener("click", () => app.trying(() => this.searchThere()));
  }

  update() {
    const { book } = this.app;
    const text = this.part("search").value.trim();
    const found = book.list.filter((one) => finds(one, text));
    const focused = document.activeElement?.closest?.("[data-cases] [data-id]")?.dataset.id;
    this.part("cases").replaceChildren(...found.map((one) => this.row(one)));
    if (focused) this.part("cases").querySelector(`[data-id="${focused}"] button`)?.focus();
    const said = text ? say("case.search.found", { number: found.length, limit: book.cases.size })
      : say(found.length ? "case.count.cases" : "case.none", { number: found.length });
    this.part("count").replaceChildren(said);
  }

  row(one) {
    const row = copy("row");
    row.dataset.id = one.id;
    row.querySelector("strong").append(one.place.name.trim() || say("case.unnamed"));
    const photos = one.products.flatMap((product) => product.photos);
    row.querySelector("[data-when]").append(visit(one), " · ", count("case.count.products", one.products.length), " · ", count("case.count.photos", photos.length));
    const shown = this.app.sender.stands(one);
    const badge = row.querySelector(".badge");
    badge.dataset.kind = shown;
    badge.append(say(`case.state.${shown}`, { number: photos.filter(({ whole }) => whole).length, limit: photos.length }));
    row.querySelector("button").addEventListener("click", () => this.app.go("case", one.id));
    return row;
  }

  async begin() {
    const one = this.app.book.add();
    await this.app.trying(() => this.app.book.save(one));
    this.app.go("case", one.id);
    document.querySelector('[data-view=case] [data-field="place.name"]').focus();
  }

  /** Cases of one's teams that are on the service: a colleague's too. */
  async searchThere() {
    const said = this.part("there-said");
    said.replaceChildren(say("case.there.looking"));
    const asked = new URLSearchParams({ q: this.part("search").value.trim(), limit: "50" });
    try {
      const { cases, after } = await this.app.service.json(`/v1/cases?${asked}`);
      said.replaceChildren(say(after ? "case.there.more" : "case.there.found", { number: cases.length }));
      this.part("there").replaceChildren(...cases.map((found) => this.rowThere(found)));
    } catch (error) {
      said.replaceChildren();
      throw error;
    }
  }

  rowThere(found) {
    const row = copy("row");
    row.querySelector("strong").append(found.place.name);
    const when = moment(found.inspected, { timeZone: "Asia/Bangkok", dateStyle: "medium", timeStyle: "short" });
    row.querySelector("[data-when]").append(when, " · ", count("case.count.products", found.products), " · ", found.officer.name || found.officer.key_id);
    const here = this.app.book.cases.has(found.id);
    row.querySelector(".badge").append(say(here ? "case.there.here" : "case.there.fetch"));
    row.querySelector("button").addEventListener("click", () => this.app.trying(() => this.fetch(found.id)));
    return row;
  }

  /** Puts a case of the service onto this phone, without its photos, or takes in what is new of it, and opens it. */
  async fetch(id) {
    const { book, service } = this.app;
    const answer = await service.json(`/v1/cases/${id}`);
    const known = book.cases.get(id);
    const one = known ?? { ...newCase(answer.officer), id };
    if (!known) take(one, answer, HEAD); // nothing of it is this phone's own
    merge(one, answer);
    await book.save(book.add(one));
    this.app.go("case", id);
  }
}
