export type * from "./dist/panel.js";

/**
 * Makes `<hpc-operations>` known to the page. Resolves once it is; on a server, at once. Rejects if
 * `panel.js` does not load.
 *
 * @param from The folder that `panel.js` and its files are served from: the gateway's address, or
 * wherever the package's `dist` was copied to. By default the `dist` beside this module, which holds
 * where modules are served as they are; behind a bundler it does not.
 */
export function load(from?: string | URL): Promise<void>;
