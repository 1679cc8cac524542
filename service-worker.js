// Keeps the page for use without network: one cache for each version of the page, filled all or not at all.
//
// A new version waits until the person takes it. The page itself comes only from this version's cache; its parts carry
// their content in their names, so pages of before, still open, get theirs from the cache of before, which is deleted
// when none of them is left. Only the page's own files are ever looked at. `cargo xtask dist` fills in the first two lines.
"use strict";

const VERSION = "none";
const FILES = {};

// Another copy of the page may live on the same host.
const PREFIX = `postil ${self.registration.scope} `;
const OWN = PREFIX + VERSION;
const HASHED = /-[0-9a-f]{10}\.[a-z]+$/;
const PAGE = "./";

// Without a version before, nothing can be mixed up, so the page that is open is served at once.
let isFirst = false;

self.addEventListener("install", (event) => {
  isFirst = self.registration.active === null;
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
  if (isFirst) {
    event.waitUntil(self.clients.claim());
  }
});

self.addEventListener("message", (event) => {
  if (event.data === "take over") {
    event.waitUntil(self.skipWaiting());
  } else if (event.data === "opened") {
    event.waitUntil(sweep());
  }
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = pathOf(request.url);
  if (request.method !== "GET" || path === null) {
    return;
  }
  if (request.mode === "navigate") {
    if (path === PAGE) {
      event.respondWith(kept(OWN, path, request));
    }
  } else if (path in FILES) {
    event.respondWith(kept(OWN, path, request));
  } else if (HASHED.test(path)) {
    event.respondWith(keptAnywhere(path, request));
  }
});

// The path below the page's folder; null for anything else.
function pathOf(url) {
  const { scope } = self.registration;
  const address = new URL(url);
  const plain = address.origin + address.pathname;
  if (!plain.startsWith(scope)) {
    return null;
  }
  const path = plain.slice(scope.length);
  return path === "" || path === "index.html" ? PAGE : path;
}

function addressOf(path) {
  return new URL(path, self.registration.scope).href;
}

async function fill() {
  try {
    const cache = await caches.open(OWN);
    await Promise.all(Object.entries(FILES).map(([path, digest]) => keep(cache, path, digest)));
  } catch (error) {
    await caches.delete(OWN);
    throw error;
  }
}

// A host that is being filled with the next version answers with files of both: what has another digest is refused.
async function keep(cache, path, digest) {
  const answer = await fetch(addressOf(path), { cache: "no-cache" });
  if (!answer.ok) {
    throw new Error(`${path}: the host answered ${answer.status}`);
  }
  const content = await answer.clone().arrayBuffer();
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  const found = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== digest) {
    throw new Error(`${path} is of another version`);
  }
  await cache.put(addressOf(path), answer);
}

async function kept(name, path, request) {
  const answer = await caches.match(addressOf(path), { cacheName: name });
  return answer || fetch(request);
}

async function keptAnywhere(path, request) {
  for (const name of await ours()) {
    const answer = await caches.match(addressOf(path), { cacheName: name });
    if (answer) {
      return answer;
    }
  }
  return fetch(request);
}

async function ours() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX));
}

// Deletes the caches of before when every open page is of this version: when all that it is made of is kept here.
async function sweep() {
  const { scope } = self.registration;
  const old = (await ours()).filter((name) => name !== OWN);
  if (old.length === 0) {
    return;
  }
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const made = await Promise.all(pages.filter((page) => page.url.startsWith(scope)).map(partsOf));
  const isOwn = (parts) => parts !== null && parts.every((part) => pathOf(part) in FILES);
  // The next version's cache is not of before.
  if (made.every(isOwn) && !self.registration.installing && !self.registration.waiting) {
    await Promise.all(old.map((name) => caches.delete(name)));
  }
}

// The addresses of a page's parts; null when it does not answer, as when it is asleep or still loads.
function partsOf(page) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => resolve(event.data);
    setTimeout(resolve, 3000, null);
    page.postMessage("which parts?", [port2]);
  });
}
