// The panel, for the script of Trunk.toml that starts it. A preload would come twice in WebKit, which
// hands none to fetch.
window.hpcOperationsWasm = fetch("{{wasm}}", { integrity: "{{wasm.integrity}}" });
// Who starts it hears of a failure.
window.hpcOperationsWasm.catch(function () {});
