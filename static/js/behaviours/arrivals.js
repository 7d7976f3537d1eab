const EVERY_MS = 2000;
/** Where nobody answers it asks more seldom, up to this: a hall that only looks keeps others from acting. */
const LONGEST_MS = 8000;
const TICK_MS = 20;

/** @typedef {{since: string, people: {name: string, href: string}[]}} Arrivals */

/**
 * Tells on *My code* who has just got it: asks `[data-arrivals]` (a URL) while the page is in
 * view, and adds a copy of its `<template>` for each person to `[data-arrivals-list]`.
 */
export function showArrivals() {
  const place = document.querySelector("[data-arrivals]");
  if (place instanceof HTMLElement) watch(place);
}

/** @param {HTMLElement} place */
function watch(place) {
  let timer = 0;
  let pause = EVERY_MS;
  const ask = async () => {
    clearTimeout(timer);
    if (document.visibilityState !== "visible") return;
    const news = await fetchArrivals(place);
    if (news) show(place, news);
    pause = news ? EVERY_MS : Math.min(2 * pause, LONGEST_MS);
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}

/**
 * @param {HTMLElement} place
 * @returns {Promise<Arrivals | null>} null when there is no network or no session any more
 */
async function fetchArrivals(place) {
  const since = encodeURIComponent(place.dataset.since ?? "");
  try {
    const answer = await fetch(`${place.dataset.arrivals}?since=${since}`);
    return answer.ok && !answer.redirected ? await answer.json() : null;
  } catch {
    return null;
  }
}

/**
 * Two questions can be under way when the page comes back into view: the same answer counts once.
 * @param {HTMLElement} place
 * @param {Arrivals} news
 */
function show(place, news) {
  const isRepeat = news.since === place.dataset.since;
  place.dataset.since = news.since;
  if (isRepeat || news.people.length === 0) return;
  place.querySelector("[data-arrivals-list]")?.append(...news.people.map((who) => line(place, who)));
  // Chromium complains of a tick before anybody has touched the page.
  if (navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.(TICK_MS);
}

/** @param {HTMLElement} place @param {{name: string, href: string}} person */
function line(place, person) {
  const template = place.querySelector("template");
  const copy = /** @type {DocumentFragment} */ (template?.content.cloneNode(true));
  copy.querySelector("[data-name]")?.append(person.name);
  copy.querySelector("a")?.setAttribute("href", person.href);
  return copy;
}
