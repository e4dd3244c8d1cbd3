// Keeps the page itself on the phone, so that it opens without a connection. Never a photo, never an answer.
"use strict";
const NAME = "mokcheck-{{ version }}";
const WAIT_MS = 5000;
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
  const kept = await caches.match(request, { cacheName: NAME, ignoreSearch: true })
    ?? (request.mode === "navigate" ? await caches.match("/", { cacheName: NAME }) : undefined);
  if (!kept) return network;
  const late = new Promise((resolve) => { setTimeout(resolve, WAIT_MS, kept); });
  return Promise.race([network.catch(() => kept), late]);
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate" || SHELL.includes(url.pathname)) event.respondWith(answer(request));
});
