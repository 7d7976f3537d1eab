/**
 * Builds the front end into static/dist: minified, content-hashed, pre-compressed, and
 * manifest.json from the logical name ("main.css") to the hashed one ("main-ABC.css").
 */
import { access, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import { build } from "esbuild";

const STATIC = import.meta.dirname;
const DIST = join(STATIC, "dist");
const ENTRIES = [
  "css/main.css",
  "css/card.css",
  "js/main.js",
  "js/scan.js",
  "js/scan/reader.js",
  "images/icon.svg",
  "images/icons.svg",
  "../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm",
].map((path) => join(STATIC, path));

const result = await build({
  entryPoints: ENTRIES,
  outdir: DIST,
  entryNames: "[name]-[hash]",
  loader: { ".wasm": "copy", ".svg": "copy" },
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
}).catch(() => process.exit(1));

const manifest = Object.fromEntries(
  Object.keys(result.metafile.outputs)
    .map((path) => basename(path))
    .map((name) => [name.replace(/-[A-Z0-9]{8}(?=\.\w+$)/, ""), name])
    .sort(),
);
await Promise.all(Object.values(manifest).map(compress));
await writeFile(join(DIST, "manifest.json"), JSON.stringify(manifest, null, 1) + "\n");
await forget(new Set(["manifest.json", ...Object.values(manifest)]));

/** A hashed name never changes its content, so what is compressed stays so. */
async function compress(/** @type {string} */ name) {
  const path = join(DIST, name);
  if (await access(`${path}.br`).then(() => true, () => false)) return;
  const content = await readFile(path);
  await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
  await writeFile(`${path}.br`, await promisify(brotliCompress)(content));
}

async function forget(/** @type {Set<string>} */ kept) {
  const names = await readdir(DIST);
  const old = names.filter((name) => !kept.has(name.replace(/\.(br|gz)$/, "")));
  await Promise.all(old.map((name) => rm(join(DIST, name))));
}
