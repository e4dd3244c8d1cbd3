// What a colleague changed on the service while it was changed here too: both are shown, and the officer chooses.
import { both, element, say } from "../words.js";
import { take } from "./merge.js";
import { HEAD, partOf, same } from "./shape.js";

const LABELS = {
  kind: "case.kind", name: "case.name", address: "case.address", district: "case.district", province: "case.province",
  latitude: "case.gps", longitude: "case.gps", inspected: "case.inspected", notes: "case.notes",
};
const GOODS = {
  name: "case.product.name", category: "case.product.category", notes: "case.product.notes", quantity: "case.product.quantity",
  price_thb: "case.product.price", seizure_tag: "case.product.tag", verdict: "case.own", words: "case.own.words",
  frames: "case.part.frames",
};

const flat = (part, of) => (part === HEAD ? { ...of.place, inspected: of.inspected, notes: of.notes }
  : { ...of, finding: undefined, verdict: of.finding?.verdict, words: of.finding?.words });

/** What is asked about a part, as nodes; none when nothing is. */
export function conflict(desk, part) {
  const { one } = desk;
  if (!one.asks.includes(part)) return [];
  const [ours, theirs] = [partOf(one, part), partOf(one.seen, part)];
  const box = element("section", { className: "card asked" }, element("p", {}, element("strong", {}, say("case.ask"))));
  if (theirs === null) box.append(element("p", {}, say("case.ask.gone")));
  else if (ours === null) box.append(element("p", {}, say("case.ask.removed"), " ", theirs.name));
  else box.append(differences(part, flat(part, ours), flat(part, theirs)));
  const choose = (key, act) => element("button", { type: "button", className: "second", onclick: () => desk.trying(act) }, say(key));
  box.append(element("div", { className: "both" },
    choose("case.ask.theirs", () => useTheirs(desk, part, theirs)), choose("case.ask.ours", () => settled(desk, part))));
  return [box];
}

function differences(part, ours, theirs) {
  const list = element("dl", {});
  const labels = part === HEAD ? LABELS : GOODS;
  for (const [name, key] of Object.entries(labels)) {
    if (same(ours[name] ?? "", theirs[name] ?? "")) continue;
    list.append(element("dt", {}, say(key)), element("dd", {}, shown(name, theirs[name])));
  }
  return list;
}

function shown(name, value) {
  if (value === null || value === undefined || value === "" || value.length === 0) return "–";
  if (name === "frames") return value.map(({ region }) => region.join(" ")).join(", ");
  if (name === "verdict") return say(`case.own.${value}`);
  if (name === "kind") return say(`case.kind.${value}`);
  const option = name === "category" && document.querySelector("template[data-copy=product]").content.querySelector(`option[value="${CSS.escape(value)}"]`);
  return option ? both({ th: option.dataset.th, en: option.dataset.en }) : String(value);
}

async function useTheirs(desk, part, theirs) {
  const { one, book } = desk;
  const product = one.products.find(({ id }) => id === part);
  if (theirs === null && product) await book.drop(one, product.photos, product);
  else take(one, one.seen, part);
  await settled(desk, part);
}

async function settled(desk, part) {
  const { one, book } = desk;
  one.asks = one.asks.filter((asked) => asked !== part);
  if (!one.asks.length) one.sending = true;
  await book.save(one);
  desk.update();
  desk.sender.work();
}
