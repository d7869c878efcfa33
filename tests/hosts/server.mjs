// A server that renders pages imports the element's script, too: that must do nothing there.
import assert from "node:assert/strict";

const panel = await import("../../embed/panel.js");
panel.define();
assert.equal(typeof panel.define, "function");
assert.equal(globalThis.customElements, undefined);
