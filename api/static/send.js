// One form to the service, with progress. Answers are pages; scripts take them apart and show what is in them.

/** No answer came: no connection, or it broke off. */
export class NoConnection extends Error {}

/**
 * Sends `{photos, category, lang}`. `progress(share)` is called while photos go out, with 1 once all are sent.
 * Resolves to `{status, page, retryAfter}` with `page` a Document, or to `{status, problem}` for a problem in JSON.
 */
export function send({ photos, category, lang }, { progress = () => {}, signal } = {}) {
  const form = new FormData();
  photos.forEach((photo, index) => form.append("photos", photo, `photo-${index + 1}`));
  if (category) form.append("category", category);
  form.append("lang", lang);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    });
    request.upload.addEventListener("load", () => progress(1));
    request.addEventListener("load", () => resolve(answer(request)));
    request.addEventListener("error", () => reject(new NoConnection()));
    request.addEventListener("timeout", () => reject(new NoConnection()));
    request.addEventListener("abort", () => reject(new DOMException("cancelled", "AbortError")));
    signal?.addEventListener("abort", () => request.abort());
    request.timeout = 150_000;
    request.send(form);
  });
}

function answer(request) {
  const retryAfter = Number(request.getResponseHeader("Retry-After")) || 0;
  const text = request.responseText;
  if ((request.getResponseHeader("Content-Type") ?? "").startsWith("text/html")) {
    return { status: request.status, page: new DOMParser().parseFromString(text, "text/html"), retryAfter };
  }
  try {
    return { status: request.status, problem: JSON.parse(text), retryAfter };
  } catch {
    return { status: request.status, problem: {}, retryAfter };
  }
}

/** What went wrong, as nodes in both languages; null when the answer is an answer. */
export function whatWentWrong({ status, page, problem }) {
  if (page && status === 200) return null;
  const fragment = document.createDocumentFragment();
  const told = page?.querySelector(".error");
  if (told) {
    fragment.append(...[...told.childNodes].map((node) => document.importNode(node, true)));
  } else {
    for (const lang of ["th", "en"]) {
      const words = problem?.words?.[lang] ?? { title: "", detail: `HTTP ${status}` };
      const span = document.createElement("span");
      span.dataset.t = "";
      span.lang = lang;
      span.textContent = `${words.title} ${words.detail}`.trim();
      fragment.append(span);
    }
  }
  return fragment;
}
