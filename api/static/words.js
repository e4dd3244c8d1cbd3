// The words that scripts put into the page. They come with the page, in both languages: `say` gives both, as nodes.
const words = document.getElementById("words").content;

export const language = () => document.documentElement.lang;

/** Nodes with the words for `key` in both languages, of which the page shows one; `{name}` is filled from `values`. */
export function say(key, values = {}) {
  const nodes = words.querySelector(`[data-word="${key}"]`).cloneNode(true);
  for (const [name, value] of Object.entries(values)) {
    for (const part of nodes.querySelectorAll("[data-t]")) part.textContent = part.textContent.replace(`{${name}}`, value);
  }
  const fragment = document.createDocumentFragment();
  fragment.append(...nodes.childNodes);
  return fragment;
}

/** A new element with the given properties and children. */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** An icon of `icons.svg`. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS(svg.namespaceURI, "use");
  use.setAttribute("href", `/static/icons.svg#${name}`);
  svg.setAttribute("class", "icon");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}
