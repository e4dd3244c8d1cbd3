// Sends cases, one after the other, while the page is unlocked and there is a connection. Each step is repeatable: the
// service is asked what it has, and gets what is missing; a part of a photo that was lost is sent again, and no more.
import { Asked } from "../review/service.js";
import { merge } from "./merge.js";
import { suggested } from "./parting.js";
import { differs, HEAD, lacks, partOf, removedPhotos, same, stateOf, toldOf, unjudged, unsent } from "./shape.js";

const MOST_BYTES = 524_288; // of a part: halved when one does not get through, doubled again when they go fast
const LEAST_BYTES = 16_384;
const FAST_MS = 5_000;
const PART_MS = 60_000;
const ASK_MS = 60_000;
const JUDGE_MS = 180_000;
const WAITS_MS = [3_000, 10_000, 30_000, 60_000];
const ROUNDS = 8; // a case is compared anew while the officer goes on writing, or a colleague was faster

class BrokenPhoto extends Error {}

/** Whether it may go by itself: no connection, a busy service, or an answer that is not the service's. */
const passing = (error) => !(error instanceof BrokenPhoto)
  && (!error.words || [408, 429].includes(error.status) || error.status >= 500);

export class Sender {
  #waits = 0;
  #timer = 0;
  #busy = null;
  #unanswered = false;
  #bytes = MOST_BYTES;
  #refused = null; // why the key was not accepted

  /** `told` is called with a problem that ends sending altogether (a key that is not accepted), or null. */
  constructor(book, service, told) {
    Object.assign(this, { book, service, told, stopped: false });
    this.wake = () => { this.#waits = 0; this.work(); };
    addEventListener("online", this.wake);
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.#timer);
    removeEventListener("online", this.wake);
  }

  get busy() { return this.#busy !== null; }

  /**
   * As `stateOf`, and of a case that is to be sent whether it waits for an answer (a phone may call itself connected where
   * nothing answers), or cannot go with this key: `refused` has the words.
   */
  stands(one) {
    const state = stateOf(one);
    if (state !== "sending") return state === "sent" && one.closed ? "closed" : state;
    return this.#refused ? "problem" : !navigator.onLine || this.#unanswered ? "waiting" : state;
  }

  get refused() { return this.#refused; }

  /** Sends what is to be sent; one round at a time. */
  work() {
    clearTimeout(this.#timer);
    this.#busy ??= this.#round().finally(() => { this.#busy = null; });
    return this.#busy;
  }

  async #round() {
    const later = new Set();
    for (let one = this.#next(later); one && !this.stopped; one = this.#next(later)) {
      try {
        await this.#case(one);
        this.#waits = 0;
        this.#unanswered = false;
        if (this.#refused) this.told(null);
        this.#refused = null;
      } catch (error) {
        if (this.stopped) return;
        if (passing(error)) {
          this.#unanswered = !(error.status >= 400);
          later.add(one.id);
        } else if (error.status === 401 || error.message === "auth.not_allowed") {
          this.#refused = error.words;
          this.waited?.();
          return this.told(error.words);
        } else {
          Object.assign(one, { sending: false, problem: error.words ?? { key: "case.photo.broken" } });
          await this.book.save(one);
        }
      }
    }
    return later.size && !this.stopped ? this.#later() : undefined;
  }

  #next(later) { return this.book.list.find((one) => one.sending && !one.asks.length && !one.lost && !later.has(one.id)); }

  #later() {
    const wait = WAITS_MS[Math.min(this.#waits, WAITS_MS.length - 1)];
    this.#waits += 1;
    this.waited?.();
    this.#timer = setTimeout(() => this.work(), wait);
  }

  /** Whether the service, asked now, has all of a case with the same hashes. */
  async confirmed(one) {
    await this.#look(one, `/v1/cases/${one.id}`);
    return !one.lost && !one.asks.length && !differs(one) && one.products.every(({ photos }) => photos.every(({ whole }) => whole));
  }

  // ---- one case

  async #case(one) {
    const url = `/v1/cases/${one.id}`;
    for (let round = 0; round < ROUNDS && one.sending; round += 1) {
      try {
        if (one.seen || HEAD in one.sent) await this.#look(one, url); // else nothing was ever on its way
        if (one.lost || one.asks.length || lacks(one)) break;
        await this.#words(one, url);
        if (!one.asks.length) await this.#photos(one, url);
        if (!one.asks.length && !one.lost) await this.#judge(one, url);
        if (one.asks.length || one.lost || !differs(one)) break;
      } catch (error) {
        if (!(error instanceof Asked) || !["case.changed", "case.upload_gap", "case.upload_mismatch"].includes(error.message)) throw error;
      }
    }
    one.sending = one.sending && !one.lost && !one.asks.length && differs(one) && !lacks(one);
    await this.book.save(one);
    if (one.sending) throw new Error("not in step yet");
  }

  /** Takes in what the service has of the case. */
  async #look(one, url) {
    try {
      await this.#adopt(one, await this.#json(url));
    } catch (error) {
      if (!(error instanceof Asked) || error.message !== "case.not_found") throw error;
      one.lost = one.seen !== null; // handed over, or deleted there; it is not made again behind the others' back
      await this.book.save(one);
    }
  }

  async #adopt(one, answer) {
    merge(one, answer);
    await this.book.save(one);
  }

  /** Place and products, without their photos. */
  async #words(one, url) {
    const { revision, keep_until: until } = one.seen ?? {};
    const head = partOf(one, HEAD);
    if (!one.seen || !same(head, partOf(one.seen, HEAD))) {
      const body = { ...head, inspected: `${head.inspected}:00+07:00`, ...(one.seen ? { revision, keep_until: until } : {}) };
      await this.#put(one, HEAD, head, "PUT", url, body);
    }
    for (const { id } of one.seen.products) {
      if (partOf(one, id) === null) await this.#put(one, id, null, "DELETE", `${url}/products/${id}?revision=${one.seen.revision}`);
    }
    for (const { id } of [...one.products]) {
      const [ours, theirs] = [partOf(one, id), partOf(one.seen, id)];
      if (ours === null || same(ours, theirs) || one.asks.length) continue;
      await this.#put(one, id, ours, "PUT", `${url}/products/${id}`, { ...ours, ...(theirs ? { revision: one.seen.revision } : {}) });
    }
  }

  async #put(one, part, ours, method, path, body) {
    one.sent[part] = ours;
    await this.book.save(one);
    await this.#adopt(one, await this.#json(path, ASK_MS, {
      method, ...(body ? { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } } : {}),
    }));
  }

  // ---- photos

  async #photos(one, url) {
    let changed = false;
    const known = new Set(one.seen.products.flatMap(({ photos }) => photos.filter(({ whole }) => whole).map(({ sha256 }) => sha256)));
    for (const product of [...one.products]) {
      const photos = `${url}/products/${product.id}/photos`;
      for (const sha256 of removedPhotos(one, product)) await this.#adopt(one, await this.#json(`${photos}/${sha256}`, ASK_MS, { method: "DELETE" }));
      const there = one.seen.products.find(({ id }) => id === product.id)?.photos ?? [];
      for (const photo of unsent(product)) {
        const received = there.find(({ sha256 }) => sha256 === photo.sha256)?.received ?? 0;
        await this.#photo(one, product, photo, photos, received, known.has(photo.sha256));
        known.add(photo.sha256);
        changed = true;
      }
    }
    if (changed) await this.#look(one, url); // what it says of hashes is what counts
  }

  /** `known`: the service has it with another product of the case, and needs no byte of it. */
  async #photo(one, product, photo, photos, received, known) {
    const wanted = () => one.sending && product.photos.includes(photo); // or it was taken out meanwhile
    const bytes = await this.book.bytes("photos", photo).catch(() => null);
    if (!bytes && wanted()) throw new BrokenPhoto();
    for (let at = received; wanted();) {
      const answer = await this.#part(`${photos}/${photo.sha256}?bytes=${photo.size}&offset=${at}`, bytes.slice(at, known ? at : at + this.#bytes));
      if (answer.sha256 !== photo.sha256) throw new Error("no answer to this");
      this.book.tell(one, { photo, received: answer.received });
      if (answer.whole) return;
      if (!(answer.received > at)) throw new Error("no step further");
      at = answer.received;
    }
  }

  /** Sends a part, and learns from it how large the next may be. */
  async #part(path, body) {
    const begun = Date.now();
    try {
      const answer = await this.#json(path, PART_MS, { method: "PUT", body, headers: { "Content-Type": "application/octet-stream" } });
      if (Date.now() - begun < FAST_MS) this.#bytes = Math.min(MOST_BYTES, 2 * this.#bytes);
      return answer;
    } catch (error) {
      if (!(error instanceof Asked) || error.status === 408) this.#bytes = Math.max(LEAST_BYTES, this.#bytes / 2);
      throw error;
    }
  }

  // ---- our report

  async #judge(one, url) {
    const wanted = unjudged(one);
    for (const product of wanted) {
      try {
        await this.#json(`${url}/products/${product.id}/judgement`, JUDGE_MS, { method: "POST" });
      } catch (error) {
        if (passing(error) || error.status < 404 || error.message === "case.changed") throw error;
        product.problem = error.words; // a photo that cannot be opened, say: the case is whole without our report
      }
    }
    if (wanted.length) await this.#look(one, url);
    for (const product of one.products.filter(({ judged, report }) => judged && judged.record !== report?.record)) {
      const report = await this.#json(`${url}/products/${product.id}/judgement`);
      product.report = { record: product.judged.record, said: toldOf(report), labels: suggested(report) };
    }
  }

  async #json(path, ms = ASK_MS, options = {}) {
    if (this.stopped) throw new Error("locked");
    const answer = await this.service.ask(path, { ...options, signal: AbortSignal.timeout(ms) });
    return answer.json();
  }
}
