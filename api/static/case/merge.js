// The service's answer taken into the case on this phone. Nothing that an officer wrote is lost on either side: what only
// one side changed goes to the other; what both changed is asked; photos on this phone are never deleted by an answer.
import { HEAD, newProduct, NO_FINDING, partOf, partsOf, same } from "./shape.js";

/**
 * What becomes of a part: `keep` (nothing, or ours is to be sent), `take` theirs, or `ask`. Each may be null: not there.
 * `seen` is what the service said last, `sent` what was put on its way since and never answered (undefined: nothing).
 */
export function settle(ours, theirs, seen, sent) {
  if ([ours, seen, ...(sent === undefined ? [] : [sent])].some((known) => same(known, theirs))) return "keep";
  return same(ours, seen) && theirs !== null ? "take" : "ask";
}

/** Takes the service's answer in. */
export function merge(one, answer) {
  for (const part of partsOf(one, one.seen, answer)) {
    const way = settle(partOf(one, part), partOf(answer, part), partOf(one.seen, part), one.sent[part]);
    if (way === "take") take(one, answer, part);
    if (way === "ask" && !one.asks.includes(part)) one.asks.push(part);
    if (same(partOf(one, part), partOf(answer, part))) one.asks = one.asks.filter((asked) => asked !== part);
  }
  for (const product of one.products) {
    const there = answer.products.find(({ id }) => id === product.id);
    const then = one.seen?.products.find(({ id }) => id === product.id);
    takePhotos(product, there, then);
    takeVerdict(product, there);
  }
  one.seen = answer;
  one.sent = {};
  one.lost = false;
  one.officer = answer.officer;
  one.team = answer.team;
  one.keep_until = answer.keep_until;
  one.closed = answer.closed ?? null;
}

/** Puts what the service has of a part in the place of what is here. */
export function take(one, answer, part) {
  const theirs = partOf(answer, part);
  if (part === HEAD) return Object.assign(one, structuredClone(theirs));
  if (theirs === null) one.products = one.products.filter(({ id }) => id !== part);
  else {
    const words = { ...structuredClone(theirs), finding: { ...(theirs.finding ?? NO_FINDING) } };
    const known = one.products.find(({ id }) => id === part);
    if (known) Object.assign(known, words);
    else one.products.push({ ...newProduct(), id: part, ...words });
  }
  return undefined;
}

/** Photos: which are whole on the service, which came by a colleague, which somebody took out there. */
function takePhotos(product, there, then) {
  const whole = new Map((there?.photos ?? []).filter((photo) => photo.whole).map((photo) => [photo.sha256, photo]));
  const known = new Set(then?.photos.filter((photo) => photo.whole).map(({ sha256 }) => sha256) ?? []);
  for (const photo of product.photos) {
    photo.whole = whole.has(photo.sha256);
    photo.gone = there !== undefined && !photo.whole && (photo.gone || known.has(photo.sha256));
  }
  product.photos = product.photos.filter((photo) => photo.here || photo.whole);
  const here = new Set(product.photos.map(({ sha256 }) => sha256));
  for (const { sha256, bytes } of whole.values()) {
    if (here.has(sha256) || known.has(sha256)) continue; // known: taken out here, to be taken out there
    product.photos.push({ id: crypto.randomUUID(), sha256, size: bytes, state: "", here: false, whole: true, gone: false });
  }
}

/** Our report counts for the photos and the kind of goods it was made of. */
function takeVerdict(product, there) {
  const fits = there?.judged && there.category === product.category && same(there.frames ?? [], product.frames ?? []) && product.photos.every(({ whole }) => whole)
    && product.photos.length === there.photos.filter((photo) => photo.whole).length;
  product.judged = fits ? there.judged : null;
}
