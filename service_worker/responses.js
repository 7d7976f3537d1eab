/** What the worker answers with: the same headers as the server's, from its list. */
import { ASSETS } from "./assets.js";
import { HEADERS } from "./built/headers.js";
import { templates } from "./built/templates.js";
import { render } from "./compiler/runtime.js";
import { renderer } from "./render.js";

/** @typedef {import("./twin.js").Page} Page */

const draw = renderer((name, context, functions) => render(templates, name, context, functions), ASSETS);

/** @param {Page} page @param {import("./render.js").Shell} shell */
export function pageResponse(page, shell) {
  return htmlResponse(draw(page, shell), page.status);
}

/** @param {string} html @param {number} [status] */
export function htmlResponse(html, status = 200) {
  return new Response(html, { status, headers: { ...HEADERS, "Content-Type": "text/html; charset=utf-8" } });
}

/** A file for another program of the device. @param {import("./twin.js").Download} of */
export function fileResponse({ file, type, name }) {
  return new Response(file, {
    headers: { ...HEADERS, "Content-Type": type, "Content-Disposition": `inline; filename=${name}` },
  });
}

/** @param {string} location a path of ours */
export function redirect(location) {
  return new Response(null, { status: 303, headers: { ...HEADERS, Location: location } });
}

/** Initials as a picture, where a photo has not come yet. @param {string} letters */
export function picture(letters) {
  const colours = "text{fill:#1e5b45}@media(prefers-color-scheme:dark){text{fill:#7fd1ae}}";
  const shown = `<text x="22" y="28" text-anchor="middle">${letters.replace(/[<&]/g, "")}</text>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 44 44"><style>${colours}text{font:600 16px system-ui,sans-serif}</style>${shown}</svg>`;
  return new Response(svg, { headers: { ...HEADERS, "Content-Type": "image/svg+xml", "Cache-Control": "no-store" } });
}
