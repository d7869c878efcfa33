// Runs before the first paint: language and theme of the reader, so that nothing flashes, and a
// word where the panel itself cannot start or cannot go on.
(function () {
  var root = document.documentElement;
  // What pages of other people cannot have by accident: no id, attribute or global is a symbol.
  var page = Symbol.for("hpc-operations.page");
  var panic = Symbol.for("hpc-operations.panic");
  var failure = Symbol.for("hpc-operations.failure");
  function stored(key) {
    try {
      return localStorage.getItem("hpc-operations." + key);
    } catch (error) {
      return null;
    }
  }
  function known(tag) {
    return /^zh/i.test(tag) ? "zh-CN" : /^en/i.test(tag) ? "en" : null;
  }
  var tags = [stored("language") || ""].concat(navigator.languages || [navigator.language || ""]);
  root.lang = tags.map(known).filter(Boolean)[0] || "en";
  root.dataset.theme = stored("theme") || "system";
  document.title = document.title.split(" · ")[root.lang === "en" ? 1 : 0];
  // What is painted first is no list there.
  if (/\/operations\/./.test(location.pathname)) root.dataset.shell = "operation";
  // Left by the link that index.html has for pages without scripts.
  if (location.search === "?fresh") history.replaceState(null, "", location.pathname);
  // A page in a frame: nothing around the panel, and the page around the frame decides.
  var framed = /[?&]embed=1(&|$)/.test(location.search);
  document[page] = framed ? "frame" : "page";
  if (framed) {
    root.dataset.embed = "";
    var script = document.createElement("script");
    script.type = "module";
    script.src = "frame.js";
    script.addEventListener("error", cannotStart);
    document.head.append(script);
  }

  var started = false;
  function cannotStart() {
    var message = document.getElementById("boot-failed");
    if (message) message.hidden = false;
    // In a frame the element has a screen of its own.
    document[failure] = true;
    document.dispatchEvent(new Event("hpc-operations-failure"));
  }
  // WebAssembly does not come back from a panic, a trap or a failure of the browser under it, so
  // nothing of the panel may be asked to draw this.
  function crashed(error) {
    var screen = document.getElementById("crash");
    if (!screen || !screen.hidden) return;
    screen.querySelector("pre").textContent = document[panic] || String(error);
    screen.querySelector("a").href = location.href;
    document.getElementById("console").remove();
    screen.hidden = false;
    // What is left of the panel would go on asking the server. Browsers number timers in order.
    for (var timer = setTimeout(function () {}); timer > 0; timer -= 1) clearTimeout(timer);
  }
  // Whether an error came out of the panel, and not merely through it: the page's other scripts,
  // such as those of an extension, are called by what the panel does, and may throw.
  function isOurs(error) {
    var link = document.querySelector("link[rel=modulepreload]");
    var name = link && link.href.replace(/^.*\/|\.js$/g, "");
    var stack = String((error && error.stack) || "");
    var frames = stack.split("\n").filter(function (line) {
      return /:\d+|wasm-function/.test(line);
    });
    function ours(text) {
      return Boolean(name) && String(text).indexOf(name) >= 0;
    }
    return ours(frames[0]) || (error instanceof WebAssembly.RuntimeError && ours(stack));
  }
  // What a browser throws that cannot run the panel, or may not.
  function isRefused(error) {
    return (
      error instanceof EvalError ||
      error instanceof WebAssembly.CompileError ||
      error instanceof WebAssembly.LinkError
    );
  }
  function failed(error, target) {
    var isScript = target instanceof HTMLScriptElement;
    // The rows before the panel, the one script that is deferred, are not needed.
    if (isScript && target.defer) return;
    var isFile = isScript || target instanceof HTMLLinkElement;
    if (started) {
      if (!framed && (document[panic] || isOurs(error))) crashed(error);
    } else if (isFile || document[panic] || isOurs(error) || isRefused(error)) {
      cannotStart();
    }
  }
  addEventListener("TrunkApplicationStarted", function () {
    started = true;
  });
  addEventListener(
    "error",
    function (event) {
      failed(event.error, event.target);
    },
    true,
  );
  addEventListener("unhandledrejection", function (event) {
    failed(event.reason);
  });
  // Asks the server again for this page, which a link to it may not.
  addEventListener("click", function (event) {
    if (event.target instanceof Element && event.target.closest("[data-reload]")) {
      event.preventDefault();
      location.reload();
    }
  });
})();
