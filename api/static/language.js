// Thai or English. Both stand in the page; switching changes `<html lang>` and loses nothing that was typed or chosen.
const root = document.documentElement;

export function startLanguage() {
  const asked = new URL(location.href).searchParams.get("lang");
  choose(asked ?? remembered() ?? root.lang, asked !== null);
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
  if (keep) remember(lang);
  const other = lang === "th" ? "en" : "th";
  for (const link of document.querySelectorAll("[data-switch]")) {
    link.hreflang = other;
    link.href = link.href.replace(/(th|en)$/, other);
  }
  for (const link of document.querySelectorAll("a[href*='?lang=']:not([data-switch])")) {
    link.href = link.href.replace(/lang=(th|en)/, `lang=${lang}`);
  }
  for (const field of document.querySelectorAll("input[name=lang]")) field.value = lang;
  tellTitle();
  const url = new URL(location.href);
  if (url.searchParams.has("lang") && url.searchParams.get("lang") !== lang) {
    url.searchParams.set("lang", lang);
    history.replaceState(history.state, "", url);
  }
}

/** Puts the title of the tab into the page's language. */
export function tellTitle() {
  const title = document.querySelector("title");
  document.title = title.dataset[root.lang] ?? document.title;
}

function remembered() {
  try {
    return localStorage.getItem("lang");
  } catch {
    return null; // storage is switched off
  }
}

function remember(lang) {
  try {
    localStorage.setItem("lang", lang);
  } catch {
    // storage is switched off; the choice lasts as long as the page
  }
}
