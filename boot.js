// Runs before the first paint: language and theme of the reader, so that nothing flashes, and a
// word where the panel itself cannot start or cannot go on.
(function () {
  var root = document.documentElement;
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
  // A page in a frame: nothing around the panel, and the page around the frame decides.
  if (/[?&]embed=1(&|$)/.test(location.search)) {
    root.dataset.embed = "";
    var script = document.createElement("script");
    script.type = "module";
    script.src = "frame.js";
    document.head.append(script);
  }

  var started = false;
  // WebAssembly does not come back from a panic, a trap or a failure of the browser under it, so
  // nothing of the panel may be asked to draw this.
  function crashed(error) {
    var screen = document.getElementById("crash");
    if (!screen || !screen.hidden) return;
    screen.querySelector("pre").textContent = root.dataset.panic || String(error);
    screen.querySelector("a").href = location.href;
    document.getElementById("console").remove();
    screen.hidden = false;
    // What is left of the panel would go on asking the server. Browsers number timers in order.
    for (var timer = setTimeout(function () {}); timer > 0; timer -= 1) clearTimeout(timer);
  }
  function failed(error) {
    var message = document.getElementById("boot-failed");
    if ("embed" in root.dataset) {
      // The element has screens of its own.
    } else if (!started) {
      if (message) message.hidden = false;
    } else if (error && /wasm/i.test(error.name + error.stack)) {
      // Other scripts of the page, such as those of an extension, are none of ours.
      crashed(error);
    }
  }
  addEventListener("TrunkApplicationStarted", function () {
    started = true;
  });
  addEventListener(
    "error",
    function (event) {
      failed(event.error);
    },
    true,
  );
  addEventListener("unhandledrejection", function (event) {
    failed(event.reason);
  });
})();
