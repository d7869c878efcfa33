// Runs before the first paint: language and theme of the reader, so that nothing flashes, and a
// word where the panel itself cannot start.
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

  var started = false;
  function failed() {
    var message = document.getElementById("boot-failed");
    if (!started && message) message.hidden = false;
  }
  addEventListener("TrunkApplicationStarted", function () {
    started = true;
  });
  addEventListener("error", failed, true);
  addEventListener("unhandledrejection", failed);
})();
