/** An evening's records on a phone, acts upon them, and what an act changes. */
import { NO_RHYTHM } from "../../service_worker/forms/touches.js";
import { derived } from "../../service_worker/ids.js";
import { Records, TABLES } from "../../service_worker/records.js";

/** @typedef {import("../../service_worker/twin.js").Act} Act */
/** @typedef {import("../../service_worker/records.js").Row} Row */

export const id = (/** @type {number} */ n) => `00000000-0000-4000-8000-${`${n}`.padStart(12, "0")}`;
export const [EVENT, GONE, PRIYA, TOMAS, TARGET, REMOVED, MEETING, OWED, NEW] = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(id);
export const NOW = "2026-12-03T19:14:00.000000Z";
export const EARLIER = "2026-12-03T18:30:00.000000Z";

export const PERSON = {
  id: id(100),
  name: "Ifeoma Nwosu",
  zone: "Europe/Berlin",
  locale: "en_GB",
  followup_cap: 5,
  lettering: {
    weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    periods: Array(24).fill(""),
    day: "EEE d MMM",
    time: "HH:mm",
  },
  codes: [{ word: "0123456789AB" }],
};

export const CARD = {
  name: "Priya Raman",
  headline: "Glaciologist",
  organisation: "",
  email: "priya@example.org",
  phone: "",
  links: [],
  looking_for: "",
  can_help: "",
  prefers: "",
};
export const BARE = { headline: "", organisation: "", email: "", phone: "", links: [], looking_for: "", can_help: "", prefers: "" };

export const MAIL = { kind: "email", label: "E-mail", shown: "priya@example.org", href: "mailto:priya@example.org" };

export function evening() {
  return Records.of(PERSON, {
    attendances: [
      attendance(EVENT, { title: "Founders Evening", mine: true, starts_at: "2026-12-03T18:00:00.000000Z", ends_at: "2026-12-03T20:30:00.000000Z" }),
      attendance(GONE, { title: "Brunch", mine: false, starts_at: "2026-12-05T09:00:00.000000Z", ends_at: "2026-12-05T11:00:00.000000Z" }),
    ],
    targets: [
      target(TARGET, { position: 2, removed_at: null }),
      target(REMOVED, { position: null, removed_at: EARLIER }),
    ],
    contacts: [contact(PRIYA, CARD, "swap"), contact(TOMAS, { ...CARD, ...BARE, name: "Tomás" }, "typed")],
    meetings: [
      { id: MEETING, rev: 1, contact_id: PRIYA, event_id: EVENT, event_title: "Founders Evening", event_zone: "Europe/Berlin", met_at: EARLIER, heard: "Ice", moves_goal: "", listened_at: null },
    ],
    promises: [
      { id: OWED, rev: 1, contact_id: PRIYA, mine: true, text: "Send the map", due_on: null, made_at: EARLIER, kept_at: null, released_at: null },
    ],
  });
}

/** @param {string} eventId @param {Record<string, any>} event @returns {Row} */
export function attendance(eventId, event) {
  const whole = { id: eventId, zone: "Europe/Berlin", place: "", link: "", join_path: "/e/abc", join_url: "", join_code: null, ...event };
  return { id: derived(eventId, "attendance"), rev: 1, event_id: eventId, plan: "", goal: "", reached: "", learned: "", again: "", closed_at: null, event: whole };
}

/** @param {string} targetId @param {Record<string, any>} facts @returns {Row} */
export function target(targetId, facts) {
  return { id: targetId, rev: 1, attendance_id: derived(EVENT, "attendance"), who: "A glaciologist", why: "", offer: "", opening: "", met_at: null, ...facts };
}

/** @param {string} contactId @param {typeof CARD} card @param {string} source @returns {Row} */
export function contact(contactId, card, source) {
  const ways = card.email ? [MAIL] : [];
  return { id: contactId, rev: 1, name: card.name, card, photo: "", source, met_at: EARLIER, next_step: "", next_on: null, let_go_at: null, ways };
}

/** @param {string} path @param {Record<string, string>} [fields] @returns {Act} */
export function act(path, fields = {}) {
  return { key: id(99), path, fields: Object.entries({ id: NEW, ...fields }), made_at: NOW };
}

/** What differs: new rows whole, of others the facts that changed. @param {Records} before @param {Records} after */
export function changes(before, after) {
  /** @type {Record<string, Record<string, any>>} */
  const found = {};
  for (const table of TABLES) {
    for (const row of after.all(table)) {
      const known = before.get(table, row.id) ?? {};
      const facts = Object.entries(row).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(known[name]));
      if (facts.length) (found[table] ??= {})[row.id] = Object.fromEntries(facts);
    }
  }
  return found;
}

export const EVENT_FIELDS = { title: "Lunch", starts: "2026-12-04T12:00", ends: "2026-12-04T13:00", zone: "Europe/London", place: "Café", link: "example.org" };
export const EVENT_FACTS = { title: "Lunch", starts_at: "2026-12-04T12:00:00.000000Z", ends_at: "2026-12-04T13:00:00.000000Z", zone: "Europe/London", place: "Café", link: "https://example.org" };
export const ATTENDANCE = derived(EVENT, "attendance");
export const STEP = derived(MEETING, "help");
export const MET = { id: derived(NEW, "meeting"), rev: 0, event_id: EVENT, event_title: "Founders Evening", event_zone: "Europe/Berlin", met_at: NOW, heard: "", moves_goal: "", listened_at: null, focus: "" };
export const STANDS = { rev: 0, made_at: NOW, kept_at: null, released_at: null };
export const AHEAD = { photo: "", met_at: NOW, next_step: "", next_on: null, ...NO_RHYTHM, introduced_by: null, room_kept_at: null, let_go_at: null };
