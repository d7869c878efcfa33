// The entry of the npm package. An import does nothing; on a server, neither does the call.

const HERE = import.meta.url;

export async function load(from = "./dist/") {
  if (!globalThis.customElements) return;
  const folder = new URL(from, from === "./dist/" ? HERE : document.baseURI);
  if (!folder.pathname.endsWith("/")) folder.pathname += "/";
  // By its address: a bundler would take the script away from the files beside it.
  await import(/* webpackIgnore: true */ /* @vite-ignore */ new URL("panel.js", folder).href);
}
