/**
 * Builds the front end into static/dist: minified, content-hashed, pre-compressed, and
 * manifest.json from the logical name ("main.css") to the hashed one ("main-ABC.css"). Then the
 * service worker, which holds those names: it has one address for ever.
 */
import { access, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import { build } from "esbuild";
import { minify } from "terser";

const STATIC = import.meta.dirname;
const DIST = join(STATIC, "dist");
const WORKER = "service_worker.js";
const ENTRIES = [
  "css/main.css",
  "css/card.css",
  "js/main.js",
  "js/scan.js",
  "js/scan/reader.js",
  "images/icon.svg",
  "images/icons.svg",
  "images/touch-icon.png",
  "images/icon-192.png",
  "images/icon-512.png",
  "images/icon-maskable.png",
  "../docs/pictures/today.png",
  "../docs/pictures/morning.png",
  "../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm",
].map((path) => join(STATIC, path));
const COMMON = /** @type {const} */ ({
  bundle: true,
  minify: true,
  target: "es2022",
  legalComments: "none",
  logLevel: "warning",
});

const result = await build({
  ...COMMON,
  entryPoints: ENTRIES,
  outdir: DIST,
  entryNames: "[name]-[hash]",
  loader: { ".wasm": "copy", ".svg": "copy", ".png": "copy" },
  format: "esm",
  metafile: true,
}).catch(() => process.exit(1));

const manifest = Object.fromEntries(
  Object.keys(result.metafile.outputs)
    .map((path) => basename(path))
    .map((name) => [name.replace(/-[A-Z0-9]{8}(?=\.\w+$)/, ""), name])
    .sort(),
);
const worker = await build({
  ...COMMON,
  entryPoints: [join(STATIC, "..", "service_worker", "worker.js")],
  define: { __ASSETS__: JSON.stringify(manifest) },
  format: "iife",
  minify: false,
  write: false,
}).catch(() => process.exit(1));
await put(WORKER, await small(worker.outputFiles[0].text));

await Promise.all(Object.values(manifest).filter(isText).map(compressOnce));
await compress(WORKER);
await put("manifest.json", JSON.stringify(manifest, null, 1) + "\n");
await forget(new Set(["manifest.json", WORKER, ...Object.values(manifest)]));

/** The same script in the fewest bytes: compressed, esbuild's own has 2 KB more. @param {string} script */
async function small(script) {
  const { code } = await minify(script, { ecma: 2020, compress: { passes: 2 } });
  return code ?? "";
}

/** Pictures are as small as they get. @param {string} name */
function isText(name) {
  return !name.endsWith(".png");
}

/** A hashed name never changes its content, so what is compressed stays so. */
async function compressOnce(/** @type {string} */ name) {
  const isThere = await access(join(DIST, `${name}.br`)).then(() => true, () => false);
  if (!isThere) await compress(name);
}

async function compress(/** @type {string} */ name) {
  const content = await readFile(join(DIST, name));
  await put(`${name}.gz`, await promisify(gzip)(content, { level: 9 }));
  await put(`${name}.br`, await promisify(brotliCompress)(content));
}

/**
 * The whole file or none: what was cut off in the middle would be taken for done by the next build.
 * @param {string} name @param {string | Buffer} content
 */
async function put(name, content) {
  const path = join(DIST, name);
  await writeFile(`${path}.new`, content);
  await rename(`${path}.new`, path);
}

async function forget(/** @type {Set<string>} */ kept) {
  const names = await readdir(DIST);
  const old = names.filter((name) => !kept.has(name.replace(/\.(br|gz)$/, "")));
  await Promise.all(old.map((name) => rm(join(DIST, name))));
}
