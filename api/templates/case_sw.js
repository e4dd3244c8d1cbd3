// Keeps the page of cases on the phone, so that it opens without a connection. It holds the page's own files and nothing
// of a case. All files are of one version, taken in together; a newer one is used from the next time the page is opened.
"use strict";
const NAME = "case-{{ version }}";
const SHELL = {{ shell | tojson }};

addEventListener("install", (event) => {
  const fresh = SHELL.map((path) => new Request(path, { cache: "reload" }));
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(fresh)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name.startsWith("case-") && name !== NAME);
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))).then(() => clients.claim()));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  const path = request.mode === "navigate" && url.pathname === "/case" ? "/case" : url.pathname;
  if (!SHELL.includes(path)) return;
  event.respondWith(caches.match(path, { cacheName: NAME, ignoreVary: true }).then((kept) => kept ?? fetch(request)));
});
