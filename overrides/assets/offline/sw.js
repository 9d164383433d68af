// Makes the whole site readable when the server is gone. The build writes three constants in front of it: EDITION (a hash
// over everything), ARCHIVE (the address of all pages in one gzip file, and its SHA-256) and RUNTIME (address, type and
// SHA-256 of each of the live guide's own files). Or, where offline use is switched off in the build, OFF.
//
// An edition is kept as a whole or not at all: every hash is checked before a file is kept, since what is kept under a
// name that never changes its meaning is not asked for again. An earlier edition goes away only when the new one is
// complete. Only files of the site are ever kept. What a person answers never reaches this file: answers are not in
// addresses and are not sent.

const NAME = "naeste-skridt-"; // caches of other programs on the same server are left alone
const SCOPE = new URL(self.registration.scope);
const PATIENCE = 4000; // milliseconds before the kept page is shown instead of waiting for a slow server
const HEADERS = ["content-security-policy", "permissions-policy", "referrer-policy", "x-content-type-options"];

// The bar ends the path: another installation may lie in a folder below this one's. Names without it are of before.
const prefix = `${NAME}${SCOPE.pathname}|`;
const cacheName = `${prefix}${EDITION}`;
const before = (name) => name.startsWith(NAME + SCOPE.pathname) && /^[0-9a-f]{12}$/.test(name.slice(prefix.length - 1));
const isOurs = (name) => name.startsWith(prefix) || before(name);

self.addEventListener("install", (event) => event.waitUntil(OFF ? self.skipWaiting() : keep()));
self.addEventListener("activate", (event) => event.waitUntil(OFF ? leave() : forgetEarlier()));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const ours = url.origin === SCOPE.origin && url.pathname.startsWith(SCOPE.pathname);
  if (!OFF && ours && event.request.method === "GET") event.respondWith(answer(event.request, url));
});

// --- keeping ---------------------------------------------------------------------------------------------------------

async function keep() {
  const found = await caches.has(cacheName);
  try {
    const files = await fetchArchive();
    const cache = await caches.open(cacheName);
    await Promise.all(files.map(([address, response]) => cache.put(address, response)));
    await Promise.all(RUNTIME.map((file) => keepOne(cache, file)));
  } catch (error) {
    if (!found) await caches.delete(cacheName); // one that was there before may be in use
    throw error; // the browser tries again at a later visit; until then the edition before is in force
  }
  await self.skipWaiting();
}

async function fetchArchive() {
  const response = await fetch(new URL(ARCHIVE.address, SCOPE), { cache: "no-store" });
  if (!response.ok) throw new Error("archive");
  const packed = await response.arrayBuffer();
  if ((await sha256(packed)) !== ARCHIVE.sha256) throw new Error("archive is not whole");
  const whole = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  const head = new DataView(whole).getUint32(0);
  const list = JSON.parse(new TextDecoder().decode(whole.slice(4, 4 + head)));
  const shared = headersOf(response);
  return list.map(([path, type, ranges]) => {
    const parts = [];
    for (let at = 0; at < ranges.length; at += 2) parts.push(new Uint8Array(whole, 4 + head + ranges[at], ranges[at + 1]));
    return [new URL(path, SCOPE).href, new Response(new Blob(parts), { headers: [["content-type", type], ...shared] })];
  });
}

/** A file of the live guide. What the browser has already is good enough when it is the file; else it is asked for anew. */
async function keepOne(cache, { address, type, sha256: wanted }) {
  const url = new URL(address, SCOPE).href;
  for (const from of ["force-cache", "reload"]) {
    const response = await fetch(url, { cache: from }).catch(() => null);
    if (!response?.ok || response.redirected) continue;
    const bytes = await response.arrayBuffer().catch(() => new ArrayBuffer(0)); // the line was cut
    if ((await sha256(bytes)) !== wanted) continue; // a proxy's page, or half a file
    await cache.put(url, new Response(bytes, { headers: [["content-type", type], ...headersOf(response)] }));
    return;
  }
  throw new Error(url);
}

const headersOf = ({ headers }) => HEADERS.filter((name) => headers.has(name)).map((name) => [name, headers.get(name)]);

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function forgetEarlier() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => isOurs(name) && name !== cacheName).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function leave() {
  const names = await caches.keys();
  await Promise.all(names.filter(isOurs).map((name) => caches.delete(name)));
  await self.registration.unregister();
}

// --- answering -------------------------------------------------------------------------------------------------------

/** What never changes comes from what is kept; all else from the server, and from what is kept when the server fails. */
async function answer(request, url) {
  const cache = await caches.open(cacheName);
  const kept = (address) => cache.match(address, { ignoreSearch: true });
  const address = url.pathname.endsWith("/") ? `${url.href.split(/[?#]/)[0]}index.html` : url.href;
  if (IMMUTABLE.some((folder) => url.pathname.startsWith(SCOPE.pathname + folder))) {
    return (await kept(url.href)) ?? fetch(request);
  }
  const fromServer = fetch(request);
  const inTime = new Promise((_resolve, reject) => setTimeout(reject, PATIENCE, new Error("slow")));
  try {
    return await Promise.race([fromServer.then((response) => ours(request, response)), inTime]);
  } catch {
    return (await kept(address)) ?? fromServer.catch(() => whenNothingIsKept(request, kept));
  }
}

const TYPES = { document: "text/html", iframe: "text/html", script: "javascript", style: "text/css" };

/** The response, when it is what the site would send. A failing server, a proxy's page or half a page are not. */
async function ours(request, response) {
  if (response.status >= 500 || response.status === 404) throw new Error("server");
  const type = TYPES[request.destination];
  if (!response.ok || !type) return response; // also a way on to a login: that is for the person to see
  if (!response.headers.get("content-type")?.includes(type)) throw new Error("type");
  if (type === "text/html") {
    const text = await response.clone().text();
    if (!text.trimEnd().endsWith("</html>") || !text.includes("data-rod=")) throw new Error("not ours, or half");
  }
  return response;
}

async function whenNothingIsKept(request, kept) {
  const page = request.mode === "navigate" && (await kept(new URL("404.html", SCOPE).href));
  return page || Response.error();
}
