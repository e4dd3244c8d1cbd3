// What a case is on this phone, and how it stands beside what the service said of it last.
//
// A case: {id, place, inspected ("YYYY-MM-DDTHH:MM", Bangkok), notes, products, officer, team, keep_until, closed, sending,
//   problem, lost, seen, sent, asks}. `seen` is the service's last answer, null before the first; `sent` has what was put
//   on its way, by part, so that an answer that was lost is no conflict; `asks` names parts that a colleague changed too.
// A product: {id, name, category, notes, quantity, price_thb, seizure_tag, finding, photos, frames, judged, report, problem}.
//   `frames`: [{sha256, region, others}] of photos that show several goods; boxes as in parting.js.
// A photo: {id, sha256, size, state, here, whole, gone}: `here` when its bytes are on this phone, `whole` when the service
//   has confirmed its hash, `gone` when somebody took it out there.
// A part is "case" (place, time, notes) or the id of a product.
export const HEAD = "case";
const GOODS = ["name", "category", "notes", "quantity", "price_thb", "seizure_tag"];
const CHRISTIAN = /^20\d\d-/; // 2569 is a year of the Buddhist era, typed by habit
const PRICE = /^[0-9]{1,9}(\.[0-9]{1,2})?$/;
const GRAVITY = ["fail", "unknown", "warn", "pass"];
export const NO_FINDING = { verdict: "", words: "" };
const BANGKOK = { timeZone: "Asia/Bangkok" };

/** Now in Bangkok, wherever the phone thinks it is, as a field for day and time takes it. */
export function bangkokNow(at = new Date()) {
  return at.toLocaleString("sv-SE", { ...BANGKOK, dateStyle: "short", timeStyle: "short" }).replace(" ", "T");
}

/** The moment of such a field. */
export const momentOf = (inspected) => Date.parse(`${inspected}:00+07:00`);

export const newCase = (officer) => ({
  id: crypto.randomUUID(),
  place: { kind: "shop", name: "", address: "", district: "", province: "", latitude: null, longitude: null },
  inspected: bangkokNow(), notes: "", products: [], officer, team: [], keep_until: null, closed: null,
  sending: false, problem: null, lost: false, seen: null, sent: {}, asks: [],
});

export const newProduct = () => ({
  id: crypto.randomUUID(), name: "", category: null, notes: "", quantity: null, price_thb: null, seizure_tag: "",
  finding: { ...NO_FINDING }, photos: [], frames: [], judged: null, report: null, problem: null,
});

/** What this phone has of a case that is gone from the service, as a case of its own. */
export const renewed = (one, officer) => ({
  ...newCase(officer), ...structuredClone(head(one)),
  products: one.products.map((product) => ({
    ...structuredClone(product), id: crypto.randomUUID(), judged: null, report: null, problem: null,
    photos: product.photos.filter(({ here }) => here).map((photo) => ({ ...photo, whole: false, gone: false })),
    frames: (product.frames ?? []).filter(({ sha256 }) => product.photos.some((photo) => photo.here && photo.sha256 === sha256)),
  })),
});

const head = ({ place, inspected, notes }) => ({
  place: Object.fromEntries(["kind", "name", "address", "district", "province", "latitude", "longitude"].map((key) => [key, place[key]])),
  inspected: inspected.slice(0, 16), notes,
});

const goods = (product) => ({
  ...Object.fromEntries(GOODS.map((key) => [key, product[key]])),
  finding: product.finding?.verdict ? { verdict: product.finding.verdict, words: product.finding.words } : null,
  frames: (product.frames ?? []).map(({ sha256, region, others }) => ({ sha256, region, others })),
});

/** What is sent of a part, and compared; null where there is no such product. Of a case here or of the service's. */
export function partOf(found, part) {
  if (!found) return null;
  if (part === HEAD) return head(found);
  const product = found.products.find((one) => one.id === part);
  return product ? goods(product) : null;
}

/** The parts of these cases, each once, the case itself first. */
export const partsOf = (...cases) => [...new Set([HEAD, ...cases.flatMap((one) => one?.products.map(({ id }) => id) ?? [])])];

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** Whether anything here is not on the service yet, or still there though taken out here. */
export function differs(one) {
  if (!one.seen) return true;
  if (partsOf(one, one.seen).some((part) => !same(partOf(one, part), partOf(one.seen, part)))) return true;
  return one.products.some((product) => unsent(product).length || removedPhotos(one, product).length);
}

/** Photos that the service has not confirmed. */
export const unsent = (product) => product.photos.filter((photo) => photo.here && !photo.whole && !photo.gone);

/** Hashes of photos that the service has and that were taken out here. */
export function removedPhotos(one, product) {
  const there = one.seen?.products.find(({ id }) => id === product.id)?.photos ?? [];
  const here = new Set(product.photos.map(({ sha256 }) => sha256));
  return there.map(({ sha256 }) => sha256).filter((sha256) => !here.has(sha256));
}

/** Products whose photos are all on the service and were not judged as they are. */
export const unjudged = (one) => (one.closed ? [] : one.products).filter((product) => !product.judged && !product.problem
  && product.photos.some(({ gone }) => !gone) && !unsent(product).length);

/** In a word: lost, ask, problem, sending, draft, changed, sent. */
export function stateOf(one) {
  if (one.lost) return "lost";
  if (one.asks.length) return "ask";
  if (one.problem) return "problem";
  if (one.sending) return "sending";
  if (!one.seen) return "draft";
  return differs(one) ? "changed" : "sent";
}

/** What a report finds amiss: what decides first, then the gravest, and last what is only noticed. */
export function toldOf({ leading, findings }) {
  const rank = ({ outcome, required }) => (required ? 0 : GRAVITY.length) + GRAVITY.indexOf(outcome);
  const grave = [...findings].sort((one, other) => rank(one) - rank(other));
  return [...(leading === null ? [] : [findings[leading]]), ...grave].filter(({ outcome }) => outcome !== "pass")
    .map(({ outcome, message }) => ({ outcome, message }));
}

/** What keeps a case from being sent: `[part, field, word]` of the first thing, or null. */
export function lacks(one) {
  if (!one.place.name.trim()) return [HEAD, "place.name", "case.lacks.name"];
  if (!one.inspected) return [HEAD, "inspected", "case.lacks.time"];
  if (!CHRISTIAN.test(one.inspected)) return [HEAD, "inspected", "case.lacks.year"];
  for (const { id, price_thb: price, quantity, finding } of one.products) {
    if (price !== null && !PRICE.test(price)) return [id, "price_thb", "case.lacks.price"];
    if (quantity !== null && !(Number.isInteger(quantity) && quantity >= 0 && quantity <= 1e9)) return [id, "quantity", "case.lacks.quantity"];
    if (finding?.words.trim() && !finding.verdict) return [id, "finding.words", "case.lacks.finding"];
  }
  return null;
}

/** Whether each word of `text` is somewhere in the case. */
export function finds(one, text) {
  const own = [...Object.values(one.place), one.notes, one.officer?.name];
  for (const { name, notes, seizure_tag: tag, finding, judged } of one.products) {
    own.push(name, notes, tag, finding?.words, ...(judged ? [...judged.standards, ...judged.licences, ...judged.holders] : []));
  }
  const all = own.filter((word) => typeof word === "string").join("\n").toLocaleLowerCase();
  return text.toLocaleLowerCase().split(/\s+/).every((word) => all.includes(word));
}
