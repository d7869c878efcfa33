// A server that renders pages imports the element's script, or the npm package: that must do nothing
// there. `cargo xtask test` has put the package there.
import assert from "node:assert/strict";

const { define } = await import("./dist/npm-package/package/dist/panel.js");
define();
const { load } = await import("./dist/npm-package/package/load.js");
await load();
assert.equal(globalThis.customElements, undefined);
