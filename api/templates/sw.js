// Keeps the page itself on the phone, so that it opens without a connection. Photos and answers stay where
// static/waiting.js puts them: here they are only sent once there is a connection, or taken in from a gallery.
"use strict";
importScripts("/static/waiting.js", "/static/weak.js");
const NAME = "mokcheck-{{ version }}";
const WAIT_MS = 5000;
const ANSWER_MS = 150_000;
const SHELL = {{ shell | tojson }};

addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(SHELL)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name.startsWith("mokcheck-") && name !== NAME);
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))).then(() => clients.claim()));
});

// The service's own answer, so that all parts are of one version; what is kept when there is none, or none in time.
async function answer(request) {
  const network = fetch(request);
  const same = await caches.match(request, { cacheName: NAME, ignoreSearch: true, ignoreVary: true });
  const kept = same ?? (request.mode === "navigate" ? await caches.match("/", { cacheName: NAME, ignoreVary: true }) : undefined);
  if (!kept) return network;
  const found = network.catch(() => kept);
  if (!same || new URL(request.url).searchParams.has("number")) return found; // what is kept is not what was asked for
  return Promise.race([found, new Promise((resolve) => { setTimeout(resolve, WAIT_MS, kept); })]);
}

// Photos that a gallery shares are shown in the form, where they are made smaller and lose what cameras write into them.
// A form without scripts posts to the same place, with its language: that goes to the service as it is.
async function shared(request) {
  const form = await request.clone().formData();
  if (form.has("lang")) return fetch(request);
  const photos = form.getAll("photos").filter((photo) => photo instanceof File && photo.size);
  await waiting.put({ photos, time: Date.now(), state: "shared" });
  return Response.redirect("/", 303);
}

// As `post` in static/send.js, but told of no progress.
async function post(entry) {
  const answer = await fetch("/", { method: "POST", body: waiting.formOf(entry), signal: AbortSignal.timeout?.(ANSWER_MS) });
  return { status: answer.status, type: answer.headers.get("Content-Type") ?? "", text: await answer.text() };
}

const sendWaiting = () => waiting.work({ send: (entry) => weak.sendFitting(entry, post, { told: entry.rate }) });

addEventListener("sync", (event) => {
  if (event.tag === "waiting") event.waitUntil(sendWaiting());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method === "POST" && request.mode === "navigate" && url.origin === location.origin && url.pathname === "/") {
    event.respondWith(shared(request));
    return;
  }
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate" || SHELL.includes(url.pathname)) event.respondWith(answer(request));
});
