/** What the worker answers with: the same headers as the server's, from its list. */
import { HEADERS } from "./built/headers.js";
import { render } from "./render.js";

/** @typedef {import("./twin.js").Page} Page */

/** @param {Page} page @param {Record<string, any>} shell */
export function pageResponse(page, shell) {
  return htmlResponse(render(page, shell), page.status);
}

/** @param {string} html @param {number} [status] */
export function htmlResponse(html, status = 200) {
  return new Response(html, { status, headers: { ...HEADERS, "Content-Type": "text/html; charset=utf-8" } });
}

/** @param {string} location a path of ours */
export function redirect(location) {
  return new Response(null, { status: 303, headers: { ...HEADERS, Location: location } });
}
