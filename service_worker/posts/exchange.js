/** What people do with a code they scanned: the twin of blueprints/exchange. */
import { decodeCard } from "../../static/js/scan/compact.js";
import { card } from "../card.js";
import { CardForm, cardValues } from "../forms/card.js";
import { CardTextForm, SwapForm } from "../forms/exchange.js";
import { derived } from "../ids.js";
import { meetingsWith } from "../lines.js";
import { plainCode, spaced } from "../links.js";
import { isNear } from "../moment.js";
import { HOUR, later } from "../time.js";
import { personForm } from "../pages/contacts.js";
import { gone, isOwn, mendCode, OWN } from "../pages/exchange.js";
import { eventAsked, eventNow } from "../pages/met_where.js";
import { ways } from "../reach.js";
import { differs } from "../records.js";
import { count, NoCard, read } from "../vcard.js";
import { hour } from "../words.js";
import { add, addMeeting, placed } from "./contacts.js";
import { besides } from "./followups.js";

/** @typedef {import("../card.js").Card} Card */
/** @typedef {import("../forms/fields.js").Shown} Shown */
/** @typedef {import("../records.js").Records} Records */
/** @typedef {import("../records.js").Row} Row */
/** @typedef {import("../twin.js").Doing} Doing */
/** @typedef {import("../twin.js").Page} Page */
/** @typedef {import("../twin.js").Post} Post */
/** @typedef {import("../twin.js").Review} Review */

const SAME_MEETING = 12 * HOUR;

/** @type {Post} */
export const swapping = {
  form: SwapForm,
  meets: true,
  mend: (_, doing, given) => mendCode(plainCode(doing.params.word ?? ""), doing.data.mode ?? "", carried(doing), given),
  instead: (records, doing) => (isOwn(records, doing.params.word ?? "") ? gone(OWN) : undefined),
  taken: (records, doing) => differs(records.get("contacts", doing.id), { name: carried(doing)?.name }),
  apply: (records, doing) => {
    if (!isDone(records, doing)) handOver(records, doing);
  },
  became,
  onward: (records, doing) => `/people/${theirs(records, doing)?.id}/listening`,
  tell: (records, doing) =>
    doing.data.mode === "swap" ? `Swap cards with ${whom(records, doing)}` : `Take the card of ${whom(records, doing)}`,
};

/** @type {Review} */
export const reviewCard = {
  form: CardTextForm,
  review: (records, doing) => (doing.ok ? reviewed(records, doing) : cardText(doing.shown)),
};

/** A card to look over before it is kept. @param {Records} records @param {Doing} doing @returns {Page} */
function reviewed(records, { data, shown, now }) {
  const { text = "", source = "" } = data;
  try {
    const form = CardForm.empty(cardValues(read(text)));
    const page = personForm(form, "Is this right?", "/people", "/scan", source || "vcard");
    const event = eventAsked(records, source, now);
    return { ...page, context: { ...page.context, place: "swap", held: count(text), event } };
  } catch (problem) {
    if (!(problem instanceof NoCard)) throw problem;
    return cardText({ ...shown, text: { name: "text", value: shown.text?.value, error: problem.message } });
  }
}

/** Where a card's text can be mended that could not be read. @param {Shown} form @returns {Page} */
function cardText(form) {
  return { template: "exchange/card_text.html", context: { place: "swap", form }, status: 422 };
}

/** @param {Records} records @param {Doing} doing */
function handOver(records, doing) {
  const { id, now } = doing;
  const known = met(records, doing);
  if (!known) return add(records, id, given(records, doing), doing.data.mode ?? "", now, eventNow(records, now));
  renew(records, known, doing);
  const [event, then] = [eventNow(records, now), metThen(records, known.id, doing)];
  if (!then) addMeeting(records, id, known.id, event, now);
  else if (event) records.set("meetings", then.id, () => placed(event));
}

/**
 * What their code says of them now is news; what else was known of them stays.
 * @param {Records} records @param {Row} known @param {Doing} doing
 */
function renew(records, known, doing) {
  const news = Object.entries(given(records, doing)).filter(([, value]) => value.length);
  records.set("contacts", known.id, (contact) => {
    const renewed = { ...contact.card, ...Object.fromEntries(news) };
    const source = doing.data.mode === "swap" ? "swap" : contact.source;
    return { name: renewed.name, card: renewed, ways: ways(renewed), source, let_go_at: null };
  });
}

/** The meeting that this one is, if it is known already. @param {Records} records @param {string} contactId @param {Doing} doing */
function metThen(records, contactId, { now }) {
  const [event, meetings] = [eventNow(records, now), meetingsWith(records, contactId)];
  if (event) return meetings.find(({ event_id }) => event_id === event.id) ?? meetings.findLast((one) => wasAt(event, one));
  // What waited here may have been done long before a meeting that is known already.
  const [first, last] = [later(now, -SAME_MEETING), later(now, SAME_MEETING)];
  return meetings.find(({ event_id, met_at }) => !event_id && met_at >= first && met_at <= last);
}

/** Whether a meeting of no event was at this one, which its owner joined later. @param {Row} event @param {Row} meeting */
function wasAt(event, { event_id, met_at }) {
  return !event_id && isNear(event, met_at);
}

/** @param {Records} records @param {Doing} doing */
function isDone(records, { id }) {
  return records.get("contacts", id) ?? records.get("meetings", derived(id, "meeting"));
}

/**
 * The news may tell of the same swap before its answer does: what else waits for its ids finds them.
 * @param {Records} records @param {Doing} doing @returns {Record<string, string>}
 */
function became(records, doing) {
  const known = theirs(records, doing)?.id;
  if (!known || known === doing.id) return {};
  const meeting = derived(doing.id, "meeting");
  const stamped = metThen(records, known, doing) ?? meetingsWith(records, known)[0];
  const isStamped = stamped && !records.get("meetings", meeting);
  return { [doing.id]: known, ...(isStamped && { [meeting]: stamped.id, ...besides(records, meeting, stamped.id) }) };
}

/** Whose code it was, once the swap is applied. @param {Records} records @param {Doing} doing */
function theirs(records, doing) {
  const meeting = records.get("meetings", derived(doing.id, "meeting"));
  return records.get("contacts", doing.id) ?? records.get("contacts", meeting?.contact_id) ?? met(records, doing);
}

/**
 * Somebody known by a swap who has this very name and way to reach them. Only the server can be
 * sure; where the phone cannot tell it makes a contact, which the server then joins with its own.
 * @param {Records} records @param {Doing} doing
 */
function met(records, doing) {
  const { name, email, phone } = carried(doing) ?? card({});
  if (!email && !phone) return undefined;
  return records
    .where("contacts", "name", name)
    .filter(({ source }) => source === "swap" || source === "take")
    .find((one) => (email ? one.card.email === email : one.card.phone === phone));
}

/** @param {Records} records @param {Doing} doing @returns {Card} */
function given(records, doing) {
  return carried(doing) ?? card({ name: unnamed(records, doing) });
}

/** The card that the scanned code held after its #, if it held one. @param {Doing} doing */
function carried({ data }) {
  const held = decodeCard(data.card ?? "");
  if (!held) return null;
  const { name, reach } = held;
  return reach.includes("@") ? card({ name, email: reach }) : card({ name, phone: reach });
}

/** @param {Records} records @param {Doing} doing */
function unnamed(records, { now }) {
  const { zone, lettering } = records.person;
  return `Somebody, scanned ${hour(now, eventNow(records, now)?.zone ?? zone, lettering)}`;
}

/** In words, with the code where that is all one has: it may be mistyped. @param {Records} records @param {Doing} doing */
function whom(records, doing) {
  const name = theirs(records, doing)?.name ?? given(records, doing).name;
  return carried(doing) ? name : `${name} (code ${spaced(plainCode(doing.params.word ?? ""))})`;
}
