// One form to the service, with progress. Answers are pages; scripts take them apart and show what is in them.
import "./waiting.js";
import { both, say } from "./words.js";

/** No answer came: no connection, or it broke off. */
export class NoConnection extends Error {}

/**
 * Sends `{photos, category, lang}`. `progress(share, left, total)` is called while photos go out, in bytes, and with 1
 * once all are sent.
 * Resolves to `{status, type, text, retryAfter}`, in seconds (0: not told). Rejects with NoConnection, or AbortError.
 */
export function post(entry, { progress = () => {}, signal } = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total, event.total - event.loaded, event.total);
    });
    request.upload.addEventListener("load", (event) => progress(1, 0, event.total));
    request.addEventListener("load", () => {
      const type = request.getResponseHeader("Content-Type") ?? "";
      const retryAfter = Math.max(0, Math.ceil(Number(request.getResponseHeader("Retry-After")))) || 0;
      resolve({ status: request.status, type, text: request.responseText, retryAfter });
    });
    request.addEventListener("error", () => reject(new NoConnection()));
    request.addEventListener("timeout", () => reject(new NoConnection()));
    request.addEventListener("abort", () => reject(new DOMException("cancelled", "AbortError")));
    signal?.addEventListener("abort", () => request.abort());
    request.timeout = 150_000;
    request.send(globalThis.waiting.formOf(entry));
  });
}

let tries = 0; // a browser may keep that a module could not be had for as long as the page is open

/** Sends as `post` does, a smaller copy where the way is slow: then the answer has `smaller`; see weak.js. */
export async function sendFitting(entry, options) {
  if (!globalThis.weak) {
    await import("./weak.js").catch(() => import(`./weak.js?${tries += 1}`)).catch(() => { throw new NoConnection(); });
  }
  return globalThis.weak.sendFitting(entry, post, options);
}

/** An answer as `{status, page}` with `page` a Document, or as `{status, problem}` for a problem in JSON or anything else. */
export function taken({ status, type, text }) {
  if (globalThis.waiting.isAnswer({ status, type, text })) return { status, page: new DOMParser().parseFromString(text, "text/html") };
  try {
    return { status, problem: JSON.parse(text) };
  } catch {
    return { status, problem: {} };
  }
}

/** What went wrong, as nodes in both languages; null when the answer is an answer. */
export function whatWentWrong({ status, page, problem }) {
  if (page) return null;
  const words = problem?.words;
  if (words?.th && words.en) return both(Object.fromEntries(["th", "en"].map((lang) => [lang, `${words[lang].title} ${words[lang].detail}`.trim()])));
  const wrong = document.createDocumentFragment(); // not the service's own words: of a gateway, or cut off
  wrong.append(say("failed"), ` (HTTP ${status})`);
  if (status < 400 || status >= 500) wrong.append(" · ", say("retry"));
  return wrong;
}
