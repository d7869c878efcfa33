// Builds the pages that use the npm package as `npm install` of its file left it: in an import map, by
// Vite, and rendered on a server.

import assert from "node:assert/strict";
import { build as bundle } from "esbuild";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build as buildWithVite } from "vite";

const own = fileURLToPath(new URL(".", import.meta.url));
const modules = join(own, "../node_modules");
const installed = join(modules, "hpc-operations");
const dist = join(own, "../dist/npm");

await rm(dist, { recursive: true, force: true });
await withoutBundler();
await withVite();
await renderedOnServer();

async function withoutBundler() {
  await cp(join(own, "import-map"), join(dist, "import-map"), { recursive: true });
  await cp(installed, join(dist, "import-map/package"), { recursive: true });
}

async function withVite() {
  const root = join(own, "vite");
  await buildWithVite({
    root,
    configFile: false,
    base: "./",
    publicDir: false,
    logLevel: "warn",
    build: { outDir: join(dist, "vite"), emptyOutDir: true },
  });
  await cp(join(installed, "dist"), join(dist, "vite/hpc-operations"), { recursive: true });
}

async function renderedOnServer() {
  const folder = join(dist, "server-rendered");
  const source = (name) => join(own, "server-rendered", name);
  // Only React's build for development tells of markup that the browser renders otherwise.
  const common = { bundle: true, format: "esm", jsx: "automatic", logLevel: "warning" };
  const define = { "process.env.NODE_ENV": '"development"' };
  await bundle({ ...common, define, entryPoints: [source("client.tsx")], outfile: join(folder, "client.js") });
  // What is installed is imported by Node itself, as a framework's server does.
  const server = join(modules, ".server-rendered/server.mjs");
  await bundle({ ...common, entryPoints: [source("server.tsx")], packages: "external", platform: "node", outfile: server });
  const { page } = await import(pathToFileURL(server));
  assert.match(page, /Opened: <output id="opened">nothing</);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "index.html"), page);
  await cp(join(installed, "dist"), join(folder, "package/dist"), { recursive: true });
}
