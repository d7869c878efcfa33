// Asks for the first rows while everything else is still on its way. The panel takes the answer over
// if it would ask just the same, see src/api/first_call.rs; whatever needs judgement is left to it.
// Until it is there, rows.js asks again for each other address.
window.hpcOperationsAsk = function (isAgain) {
  var before = window.hpcOperationsFirstCall;
  if (before) before.abort();
  window.hpcOperationsFirstCall = null;
  var FILTERS = {{filters}};
  var SPECIAL = { zone: "zone", reverse: "flag", limit: "limit", page: "page", tz: "tz" };
  var VALUES = {
    status: /^(pending|successful|failed)$/,
    text: /^[\w\u4e00-\u9fff.:!=-]([\w\u4e00-\u9fff.:!= -]{0,98}[\w\u4e00-\u9fff.:!=-])?$/,
    id: /^[\w-]{1,64}$/,
    time: /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/,
    flag: /^[01]$/,
    zone: /^[\w-]{1,64}$/,
    limit: /^([1-9]\d?|100)$/,
    page: /^[1-9]\d{0,5}$/,
    tz: /^(local|utc|utc8)$/,
  };
  if (/[?&]embed=1(&|$)/.test(location.search)) return;
  var settings;
  try {
    settings = JSON.parse(document.getElementById("hpc-operations-settings").textContent);
  } catch (error) {
    return;
  }
  var base = new URL(".", document.baseURI).pathname;
  var url = settings.api_url || base + "api/operation";
  var route = /^operations(?:\/([\w-]{1,64}))?\/?$/.exec(
    location.pathname.slice(base.length) || "operations",
  );
  // The view that the reader has chosen to open the log with: the address says so from here on.
  var view;
  try {
    view = localStorage.getItem("hpc-operations.default-view");
  } catch (error) {}
  if (view && !isAgain && route && !route[1] && !location.search) {
    history.replaceState(null, "", location.pathname + "?" + view);
  }
  var given = {};
  var fits = route && location.pathname.indexOf(base) === 0;
  new URLSearchParams(location.search).forEach(function (value, key) {
    var kind = FILTERS[key] || SPECIAL[key];
    fits = fits && kind !== undefined && !(key in given) && VALUES[kind].test(value);
    given[key] = value;
  });
  if (!fits || given.start_time > given.end_time) return;
  var params = [["zone", given.zone || settings.zone]];
  if (route[1]) {
    params.push(["job_ids", route[1]], ["offset", "0"], ["limit", "10"], ["reverse", "1"]);
  } else {
    for (var key in FILTERS) if (key in given) params.push([key, given[key]]);
    var limit = given.limit || (given.page ? "20" : remembered());
    params.push(["offset", String((given.page || 1) * limit - limit)], ["limit", limit]);
    params.push(["reverse", given.reverse || "1"]);
  }
  // The page size of earlier visits, as src/state/preferences.rs has it.
  function remembered() {
    try {
      var limit = localStorage.getItem("hpc-operations.limit") || "20";
      return VALUES.limit.test(limit) ? limit : "20";
    } catch (error) {
      return "20";
    }
  }
  var sent = new Date();
  var query = params.reduce(function (text, pair) {
    return text + "&" + pair[0] + "=" + encodeURIComponent(pair[1]);
  }, "timestamp=" + sent.toISOString().slice(0, 19) + "Z");
  var stop = new AbortController();
  var response = fetch(url + (url.indexOf("?") < 0 ? "?" : "&") + query, {
    headers: { Accept: "application/json", "x-hpc-operations": "1" },
    cache: "no-store",
    redirect: "manual",
    signal: stop.signal,
  });
  var call = {
    asks: params
      .map(function (pair) {
        return pair.join("=");
      })
      .join("&"),
    sent: sent.getTime(),
    response: response,
    text: response.then(function (response) {
      return response.text();
    }),
    // For rows.js, which shows the answer: the query of a list, its zone, and where the page is.
    list: route[1] ? null : given,
    zone: given.zone || settings.zone,
    base: base,
    abort: function () {
      stop.abort();
    },
  };
  window.hpcOperationsFirstCall = call;
  response.then(
    function (response) {
      call.received = Date.now();
      call.date = response.headers.get("date");
    },
    // Who takes it over hears of a failure.
    function () {},
  );
  call.text.catch(function () {});
};
window.hpcOperationsAsk();
