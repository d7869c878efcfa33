// Builds the pages into dist/: `host.ts`, `host.tsx` and `host.css` of a folder are bundled, sources
// that only they use are left out, everything else is copied.

import { build } from "esbuild";
import { cp, readFile, readdir, rm } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "svelte/compiler";

const own = fileURLToPath(new URL(".", import.meta.url));
const pages = join(own, "pages");
const dist = join(own, "dist");

const files = (await readdir(pages, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
const isEntry = (file) => /^host\.(tsx?|css)$/.test(basename(file));
const isSource = (file) => [".ts", ".tsx", ".svelte", ".css"].includes(extname(file));

const svelte = {
  name: "svelte",
  setup({ onLoad }) {
    onLoad({ filter: /\.svelte$/ }, async ({ path }) => {
      const { js, warnings } = compile(await readFile(path, "utf8"), { filename: path, css: "injected" });
      return { contents: js.code, warnings: warnings.map(({ message: text }) => ({ text })) };
    });
  },
};

await rm(dist, { recursive: true, force: true });
await cp(pages, dist, { recursive: true, filter: (file) => !isSource(file) });
await build({
  entryPoints: files.filter(isEntry),
  outbase: pages,
  outdir: dist,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  conditions: ["browser"],
  // The one that compiles templates.
  alias: { vue: "vue/dist/vue.esm-bundler.js" },
  define: {
    "process.env.NODE_ENV": '"production"',
    __VUE_OPTIONS_API__: "false",
    __VUE_PROD_DEVTOOLS__: "false",
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
  },
  plugins: [svelte],
  logLevel: "warning",
});
