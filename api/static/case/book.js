// The cases of this phone while it is unlocked: all of them in memory, each change sealed and written at once.
import * as box from "./box.js";
import { newCase, newProduct, renewed } from "./shape.js";

const SETTINGS = "settings";

export class Book extends EventTarget {
  #vault;
  #last = Promise.resolve(); // writes go one after the other, so that none puts an older state over a newer one
  #waiting = new Map(); // id → the write that will take in whatever is changed until it begins
  #unkept = new Set(); // cases whose last write failed
  #settings = {};
  cases = new Map();
  broken = 0; // records that cannot be opened: changed, or of another phone

  constructor(vault) {
    super();
    this.#vault = vault;
  }

  /** Opens every case; one that cannot be opened keeps none of the others shut, and stays as it is. */
  async load() {
    const unseal = (store, record) => this.#vault.unsealJson(store, record).catch(() => { this.broken += 1; return null; });
    const settings = await box.get("vault", SETTINGS);
    if (settings) this.#settings = await unseal("vault", settings) ?? {};
    for (const record of await box.all("cases")) {
      const one = await unseal("cases", record);
      if (one) this.cases.set(record.id, one);
    }
  }

  /** The API key, and who it belongs to as far as the service has said. */
  get key() { return this.#settings.key ?? ""; }

  get officer() { return this.#settings.officer ?? { key_id: this.key.slice(4, 16), name: "" }; }

  async set(changes) {
    Object.assign(this.#settings, changes);
    await box.write([["vault", await this.#vault.sealJson("vault", SETTINGS, this.#settings)]]);
  }

  /** The latest visit first. */
  get list() {
    return [...this.cases.values()].sort((one, other) => other.inspected.localeCompare(one.inspected) || one.id.localeCompare(other.id));
  }

  add(one = newCase(this.officer)) {
    this.cases.set(one.id, one);
    return one;
  }

  /** Writes a case. Resolved when it lies on the disk as it was when the write began; later changes are saved anew. */
  save(one) {
    if (!this.#waiting.has(one.id)) {
      this.#waiting.set(one.id, this.#after(async () => {
        this.#waiting.delete(one.id);
        if (!this.holds(one)) return; // taken off the phone meanwhile
        this.#unkept.add(one);
        await box.write([await this.#record(one)]);
        this.#unkept.delete(one);
        this.tell(one);
      }));
    }
    return this.#waiting.get(one.id);
  }

  /** Whether a case is still on this phone, and `product` in it. */
  holds(one, product = null) {
    return this.cases.get(one.id) === one && (product === null || one.products.includes(product));
  }

  #after(act) {
    const done = this.#last.then(act);
    this.#last = done.catch(() => {});
    return done;
  }

  async #record(one) {
    return ["cases", await this.#vault.sealJson("cases", one.id, one)];
  }

  /** Tells the views that a case was written; `sent`: bytes of a photo that are on the service. */
  tell(one, sent = null) {
    this.dispatchEvent(new CustomEvent("case", { detail: { one, sent } }));
  }

  /** Keeps a photo with its case, or neither, as where its product is gone. `bytes`: the original, `thumb`: a JPEG or null. */
  addPhoto(one, product, photo, bytes, thumb) {
    return this.#after(async () => {
      if (!this.holds(one, product)) return;
      const records = [["photos", await this.#vault.seal("photos", photo.id, bytes)]];
      if (thumb) records.push(["thumbs", await this.#vault.seal("thumbs", photo.id, thumb)]);
      product.photos.push(photo);
      Object.assign(product, { judged: null, problem: null });
      try {
        await box.write([...records, await this.#record(one)]);
      } catch (error) {
        product.photos.splice(product.photos.indexOf(photo), 1);
        throw error;
      }
      this.tell(one);
    });
  }

  /** The original of a photo, or its small picture; null where this phone has none. */
  async bytes(store, photo) {
    const record = await box.get(store, photo.id);
    return record ? this.#vault.unseal(store, record) : null;
  }

  addProduct(one) {
    const product = newProduct();
    one.products.push(product);
    return product;
  }

  /** Takes photos out of the case and off the phone, and with `product` the product itself. */
  drop(one, photos, product = null) {
    const ids = new Set(photos.map(({ id }) => id));
    return this.#after(async () => {
      if (!this.holds(one)) return;
      for (const found of one.products) {
        if (!found.photos.some(({ id }) => ids.has(id))) continue;
        found.photos = found.photos.filter(({ id }) => !ids.has(id));
        found.frames = (found.frames ?? []).filter(({ sha256 }) => found.photos.some((photo) => photo.sha256 === sha256));
        Object.assign(found, { judged: null, problem: null });
      }
      if (product) one.products = one.products.filter(({ id }) => id !== product.id);
      await box.write([await this.#record(one)], gone(ids));
      this.tell(one);
    });
  }

  /** Puts a new case with what is on this phone in the place of one that is gone from the service. The new one, or null. */
  renew(one) {
    return this.#after(async () => {
      if (!this.holds(one)) return null; // a second tap: no two cases have the same photos
      const fresh = renewed(one, this.officer);
      await box.write([await this.#record(fresh)], [["cases", one.id]]);
      this.cases.delete(one.id);
      this.#unkept.delete(one);
      return this.add(fresh);
    });
  }

  /** Takes a case off the phone, with its photos; no more of it is sent. */
  forget(one) {
    one.sending = false;
    const ids = one.products.flatMap((product) => product.photos.map(({ id }) => id));
    this.cases.delete(one.id);
    this.#unkept.delete(one);
    return this.#after(async () => {
      await box.write([], [["cases", one.id], ...gone(ids)]);
      this.tell(null);
    });
  }

  /** Resolved when all that was changed lies on the disk. Rejects where it cannot be written. */
  async flush() {
    await this.#last;
    for (const one of this.#unkept) await this.save(one);
  }
}

const gone = (ids) => [...ids].flatMap((id) => [["photos", id], ["thumbs", id]]);
