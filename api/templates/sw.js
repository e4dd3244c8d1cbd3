// Keeps the page itself on the phone, so that it opens without a connection. Never a photo, never an answer.
"use strict";
const NAME = "mokcheck-{{ version }}";
const SHELL = {{ shell | tojson }};

addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(SHELL)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name.startsWith("mokcheck-") && name !== NAME);
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))).then(() => clients.claim()));
});

async function fresh(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request, { cacheName: NAME, ignoreSearch: true });
    return kept ?? await caches.match("/", { cacheName: NAME }) ?? Promise.reject(error);
  }
}

async function kept(request) {
  return await caches.match(request, { cacheName: NAME }) ?? fetch(request);
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(fresh(request));
  else if (SHELL.includes(url.pathname)) event.respondWith(kept(request));
});
