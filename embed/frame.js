// The page in a frame (`?embed=1`): it shows the element, and exchanges messages with the host page
// around it. docs/embedding.md has the contract. Only pages that the settings name are listened to
// and sent anything.
import { ATTRIBUTES as ALL, MISSPELT_LOCKS, QUERIES, camelCase, isScreen } from "./panel.js";

/** Where calls, links and readers who are signed out go: decided by this page's settings, never by an address or a message. */
const FROM_SETTINGS = ["api-base", "base", "sign-in"];
/** Attributes that the address and the host page can set. */
const ATTRIBUTES = ALL.filter((name) => !FROM_SETTINGS.includes(name));
/** What else a message may hold. */
const OTHERS = ["headers", "params"];
const EVENTS = [
  "hpc-ready",
  "hpc-query-change",
  "hpc-operation-open",
  "hpc-operation-finished",
  "hpc-watch-ended",
  "hpc-load",
  "hpc-export",
  "hpc-error",
];
/** The longest text that is taken from the host page, in characters. */
const LONGEST = 4_000;
/** How long the host page may take to answer a question for credentials, in milliseconds. */
const LONGEST_ANSWER = 30_000;

const settings = read(document.getElementById("hpc-operations-settings")?.textContent);
const portals = [location.origin, ...list(settings.portals)];

let host = hostOrigin();
const panel = document.createElement("hpc-operations");
/** Questions for credentials that wait for an answer. */
const questions = new Map();
let asked = 0;

// The frame's address: where to begin, and behind `#` attributes.
const { auth, ...attributes } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
set(attributes);
const place = new URLSearchParams(location.search);
place.delete("embed");
const base = new URL(document.baseURI);
const path = location.pathname.slice(base.pathname.length);
const query = String(place);
if (path.includes("/") && isScreen(path)) {
  panel.restore({ version: 1, location: query ? `${path}?${query}` : path }).catch(() => {});
} else if (query) {
  panel.filters = query;
}
if (settings.api_url) panel.apiBase = settings.api_url.replace(/\/operation$/, "");
if (settings.sign_in) panel.signIn = settings.sign_in;
if (settings.zone && !panel.zone) panel.zone = settings.zone;

for (const type of EVENTS) panel.addEventListener(type, ({ detail }) => send({ type, detail }));
panel.addEventListener("hpc-query-change", ({ detail }) => {
  const url = new URL(detail.location, document.baseURI);
  url.searchParams.set("embed", "1");
  url.hash = location.hash;
  // The host page owns Back.
  history.replaceState(null, "", url);
});
panel.addEventListener("hpc-need-auth", ({ detail }) => {
  if (parent !== window) detail.respondWith(ask(detail.code));
});

addEventListener("message", ({ source, origin, data }) => {
  if (source !== parent || parent === window || !portals.includes(origin)) return;
  host = origin;
  const detail = isObject(data?.detail) ? data.detail : {};
  switch (data?.type) {
    case "hpc-set":
      set(detail);
      // Whatever asked for some has them now.
      if (credentials(detail)) for (const id of questions.keys()) answer(id, true);
      break;
    case "hpc-restore":
      panel.restore(detail).catch(() => {});
      break;
    case "hpc-refresh":
      panel.refresh();
      break;
    case "hpc-auth":
      answer(detail.id, credentials(detail));
      break;
    default:
      // Pages and extensions send messages of their own.
      if (String(data?.type).startsWith("hpc-")) console.warn(`there is no message "${data.type}"`);
  }
});

new ResizeObserver(() => {
  const height = Math.ceil(panel.getBoundingClientRect().height);
  if (height) send({ type: "hpc-height", detail: { height } });
}).observe(panel);

// Otherwise the first call would be refused.
if (auth === "first" && parent !== window) await ask(0);
document.getElementById("console")?.replaceWith(panel);

/** Asks the host page for credentials; resolves with whether there are any. */
function ask(code) {
  const id = (asked += 1);
  const answered = new Promise((resolve) => questions.set(id, resolve));
  // No answer is that there are none.
  setTimeout(answer, LONGEST_ANSWER, id, false);
  send({ type: "hpc-need-auth", detail: { id, code } });
  return answered;
}

/** Sends a message to the host page; the browser delivers it only to the given origin. */
function send(message) {
  if (parent === window) return;
  for (const origin of host ? [host] : portals) parent.postMessage(message, origin);
}

/** Answers a question for credentials, once: whether there are any. */
function answer(id, any) {
  questions.get(id)?.(any);
  questions.delete(id);
}

/** The origin of the host page, if the browser reveals it; `null` unless it is a known portal. */
function hostOrigin() {
  const known = location.ancestorOrigins?.[0] ?? (document.referrer && new URL(document.referrer).origin);
  return portals.includes(known) ? known : null;
}

function set(detail) {
  for (const key of Object.keys(detail)) {
    if (MISSPELT_LOCKS.includes(key.toLowerCase()) && key !== "lockedFilters") {
      panel.setAttribute("locked-filter", "");
    } else if (FROM_SETTINGS.some((name) => [name, camelCase(name)].includes(key))) {
      console.warn(`hpc-set: ${key} is decided by the settings of the panel's own page`);
      continue;
    } else if (OTHERS.includes(key) || ATTRIBUTES.some((name) => [name, camelCase(name)].includes(key))) {
      continue;
    }
    console.warn(`hpc-set: there is no "${key}"`);
  }
  for (const name of ATTRIBUTES) {
    const property = camelCase(name);
    const given = [name, property].find((key) => Object.hasOwn(detail, key));
    if (!given) continue;
    const value = detail[given];
    if (value === null) panel.removeAttribute(name);
    else if (isUsable(name, value)) panel[property] = value;
    else {
      console.warn(`hpc-set: ${given} takes a text, a list of texts or an object of texts`);
      // What cannot be locked must not be seen.
      if (name === "locked-filters") panel[property] = "=";
    }
  }
}

/** Whether an attribute can take a value. In an object, a value may not be there yet. */
function isUsable(name, value) {
  if (isObject(value) && !QUERIES.includes(name)) return false;
  const parts = isObject(value) ? Object.values(value).flat() : [value ?? {}].flat();
  return (
    parts.every((part) => (part ?? null) === null || isText(part)) &&
    JSON.stringify(value).length <= LONGEST
  );
}

/** Keeps credentials in memory; returns whether there are any. */
function credentials(detail) {
  let any = false;
  for (const name of ["headers", "params"]) {
    if (detail[name] === null) panel[name] = null;
    if (!Object.hasOwn(detail, name) || !isObject(detail[name])) continue;
    const texts = Object.entries(detail[name]).filter(([, text]) => isText(text));
    panel[name] = Object.fromEntries(name === "headers" ? texts.filter(isHeader) : texts);
    any = true;
  }
  return any;
}

function isHeader(entry) {
  try {
    return Boolean(new Headers([entry]));
  } catch {
    console.warn("headers: there is one that cannot be sent");
    return false;
  }
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value) {
  return ["string", "number"].includes(typeof value) && String(value).length <= LONGEST;
}

function read(text) {
  try {
    const value = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function list(value) {
  return Array.isArray(value) ? value.filter((origin) => typeof origin === "string") : [];
}
