// The phone of a mentor without network: files and the shell are kept, pages with people never are.
// Written for each version of the shell: another version is another worker.
const KEPT = "mentor-{{ version }}";
const SHELL = "{{ shell }}";
const FILES = [{% for file in files %}"{{ file }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const PATIENCE = 3000;  // milliseconds a page is waited for

// Without cookies: the shell is kept as a stranger sees it.
async function keep() {
  const store = await caches.open(KEPT);
  await store.put(SHELL, await fetch(SHELL, { credentials: "omit", cache: "reload" }));
  await store.addAll(FILES);
}

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)));
}

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(forgetOthers().then(() => self.clients.claim())));

// Pages that have a shell: «Мои пары» and the form of a mark. The worker leaves every other page alone.
const OWN = /^\/(m\/|pairs\/\d+\/meetings\/new\/$)/;

// The network first; after three seconds, or without it, the shell.
async function page(request) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
  const answer = await Promise.race([fetch(request).catch(() => null), late]);
  return answer || (await caches.match(SHELL));
}

async function file(request) {
  return (await caches.match(request)) || fetch(request);
}

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) return;
  if (event.request.mode === "navigate" && OWN.test(address.pathname)) event.respondWith(page(event.request));
  else if (event.request.mode !== "navigate" && address.pathname.startsWith("/static/")) event.respondWith(file(event.request));
});
