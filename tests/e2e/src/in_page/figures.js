const bench = (window[Symbol.for("e2e.bench")] = { tasks: [], keys: null, calls: 0, step: null });

let underWay = 0;
let quietSince = 0;
let isThere = false;
/** How long there must be no call and no long task, in milliseconds. */
const QUIET = 500;

bench.rows = () => document.querySelectorAll("tbody tr[data-job-id]").length;
bench.firstId = () => document.querySelector("tbody tr[data-job-id]")?.dataset.jobId ?? null;
bench.visible = () => document.querySelector("tbody tr[data-job-id]")?.checkVisibility() ?? false;

/** Promises when what `done` finds was painted. */
bench.painted = (done) =>
  new Promise((resolve) => {
    const check = () => {
      if (!done()) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
    };
    const observer = new MutationObserver(check);
    observer.observe(document, { subtree: true, childList: true, attributes: true });
    check();
  });

bench.rowsPainted = null;
bench
  .painted(() => bench.rows() >= Number(new URLSearchParams(location.search).get("limit")))
  .then((time) => (bench.rowsPainted = time));

const send = window.fetch;
window.fetch = (request, ...more) => {
  const url = new URL(request.url ?? request, document.baseURI);
  if (url.pathname.endsWith("/api/operation")) {
    bench.calls += 1;
    if (url.searchParams.get("status") === "failed") bench.honoured ??= performance.now();
  }
  underWay += 1;
  return send(request, ...more).finally(() => {
    underWay -= 1;
    quietSince = performance.now();
  });
};

const observe = (type, each, more) =>
  new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({
    type,
    buffered: true,
    ...more,
  });
bench.shift = 0;
bench.lcp = null;
observe("longtask", ({ duration }) => {
  bench.tasks.push(duration);
  quietSince = performance.now();
});
observe("layout-shift", ({ value, hadRecentInput }) => (bench.shift += hadRecentInput ? 0 : value));
observe("largest-contentful-paint", ({ startTime }) => (bench.lcp = startTime));
// Events that took less are not told.
observe(
  "event",
  ({ name, duration }) => {
    if (/^key|input/.test(name)) bench.keys = Math.max(bench.keys, duration);
  },
  { durationThreshold: 16 },
);

const bytes = (ending) =>
  performance
    .getEntriesByType("resource")
    .filter(({ name }) => new URL(name).pathname.endsWith(ending))
    .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);

/** A figure by its name; null as long as there is none. */
bench.read = (name) => {
  switch (name) {
    case "quiet":
      // First rows have no pager: the page is not there yet.
      isThere ||= document.querySelector("a[rel=next]") !== null;
      return isThere &&
        underWay === 0 &&
        performance.now() - quietSince > QUIET
        ? 1
        : null;
    case "longTasks":
      return bench.tasks.length;
    case "longestTask":
      return Math.max(0, ...bench.tasks);
    case "blocking":
      return bench.tasks.reduce((sum, duration) => sum + duration - 50, 0);
    case "fcp":
      return performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null;
    case "html":
      return performance.getEntriesByType("navigation")[0].encodedBodySize;
    case "css":
    case "js":
    case "wasm":
      return bytes("." + name);
    default:
      return bench[name] ?? null;
  }
};
