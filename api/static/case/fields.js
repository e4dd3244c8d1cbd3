// Fields of a form and the data behind them: `data-field="place.name"` says which. An empty number or choice is null.
const holder = (data, path) => path.slice(0, -1).reduce((found, name) => found[name], data);

function valueOf(field) {
  const { value, dataset, type } = field;
  if (dataset.empty === "null" && value.trim() === "") return null;
  return type === "number" ? Number(value) : value;
}

/** Shows `data` in the fields of `root`. */
export function fill(root, data) {
  for (const field of root.querySelectorAll("[data-field]")) {
    const path = field.dataset.field.split(".");
    const value = holder(data, path)?.[path.at(-1)] ?? "";
    if (field.type === "radio") field.checked = field.value === String(value);
    else if (field.value !== String(value)) field.value = value;
  }
}

/** Calls `changed(path, value)` for each change of a field in `root`, at once. */
export function listen(root, changed) {
  root.addEventListener("input", ({ target }) => {
    if (!target.dataset.field || (target.type === "radio" && !target.checked)) return;
    changed(target.dataset.field, valueOf(target));
  });
}

/** Writes a value where a path leads. */
export function put(data, path, value) {
  const names = path.split(".");
  holder(data, names)[names.at(-1)] = value;
}

/** A copy of what the template of this name holds. */
export const copy = (name) => document.querySelector(`template[data-copy="${name}"]`).content.cloneNode(true).firstElementChild;

/** Options and the like have room for one language alone: `data-th`, `data-en`. They follow the page's switch. */
export function oneLanguage(root = document) {
  for (const found of root.querySelectorAll("[data-th][data-en]:not(title)")) found.textContent = found.dataset[document.documentElement.lang];
}
