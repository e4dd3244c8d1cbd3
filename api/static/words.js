// The words that scripts put into the page. They come with the page, in both languages: `say` gives both, as nodes.
const words = document.getElementById("words").content;

export const language = () => document.documentElement.lang;

/** Nodes with the words for `key` in both languages, of which the page shows one; `{name}` is filled from `values`. */
export function say(key, values = {}) {
  const nodes = words.querySelector(`[data-word="${key}"]`).cloneNode(true);
  const texts = document.createTreeWalker(nodes, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    for (const [name, value] of Object.entries(values)) text.data = text.data.replace(`{${name}}`, () => value);
  }
  const fragment = document.createDocumentFragment();
  fragment.append(...nodes.childNodes);
  return fragment;
}

/** The same as plain text, in the language that is shown. */
export const plainly = (key, values) => say(key, values).querySelector(`[data-t][lang=${language()}]`).textContent;

/** Nodes with a text in both languages, of which the page shows one. */
export function both(texts) {
  const fragment = document.createDocumentFragment();
  for (const [lang, text] of Object.entries(texts)) {
    const span = element("span", { lang }, text);
    span.dataset.t = "";
    fragment.append(span);
  }
  return fragment;
}

/** A moment as `Date` formats it in both languages: years of the Buddhist era in Thai. */
export function moment(time, options) {
  const at = new Date(time);
  return both({ th: at.toLocaleString("th-TH", options), en: at.toLocaleString("en-GB", options) });
}

/** A new element with the given properties and children. */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** An icon of `icons.svg`. */
export const icon = (name) => drawn(name, "icon", 24);

/** The sign of a verdict or an outcome. */
export const sign = (name) => drawn(`sign-${name}`, `sign ${name}`, 48);

function drawn(name, classes, side) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS(svg.namespaceURI, "use");
  use.setAttribute("href", `/static/icons.svg#${name}`);
  svg.setAttribute("class", classes);
  svg.setAttribute("viewBox", `0 0 ${side} ${side}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}
