// Thai or English. Both stand in the page; switching changes `<html lang>` and loses nothing that was typed or chosen.
const root = document.documentElement;

export function startLanguage() {
  const asked = new URL(location.href).searchParams.get("lang");
  choose(asked ?? recall("lang") ?? root.lang, asked !== null);
  for (const link of document.querySelectorAll("[data-switch]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      choose(root.lang === "th" ? "en" : "th", true);
    });
  }
}

/** Shows the page in `lang`; with `keep` this phone remembers it. */
function choose(lang, keep) {
  if (lang !== "th" && lang !== "en") return;
  root.lang = lang;
  if (keep) remember("lang", lang);
  const other = lang === "th" ? "en" : "th";
  for (const link of document.querySelectorAll("[data-switch]")) {
    link.hreflang = other;
    link.href = link.href.replace(/(th|en)$/, other);
  }
  tellLinks();
  for (const field of document.querySelectorAll("input[name=lang]")) field.value = lang;
  tellTitle();
  const url = new URL(location.href);
  if (url.searchParams.has("lang") && url.searchParams.get("lang") !== lang) {
    url.searchParams.set("lang", lang);
    history.replaceState(history.state, "", url);
  }
}

/** Has the links of the page lead to pages in its language. */
export function tellLinks() {
  for (const link of document.querySelectorAll("a[href*='?lang=']:not([data-switch])")) {
    link.href = link.href.replace(/lang=(th|en)/, `lang=${root.lang}`);
  }
}

/** Puts the title of the tab into the page's language. */
export function tellTitle() {
  const title = document.querySelector("title");
  document.title = title.dataset[root.lang] ?? document.title;
}

/** What this browser was told to remember under `key`; null when nothing was, or when it keeps nothing. */
export function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // storage is switched off; the choice lasts as long as the page
  }
}
