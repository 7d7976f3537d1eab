/** What people type into a message: the twin of MessageForm and SendingForm. */
import { CHANNELS } from "../card.js";
import { LONGEST_PART, PARTS } from "../drafting.js";
import { atMost, Form, oneOf, prose, text } from "./fields.js";

/** @typedef {import("./fields.js").Check} Check */

/** The five parts of a message. Some may wait, not all. */
export const MessageForm = new Form({
  who: prose(atMost(LONGEST_PART), notEmpty()),
  told: prose(atMost(LONGEST_PART)),
  offer: prose(atMost(LONGEST_PART)),
  hope: prose(atMost(LONGEST_PART)),
  step: prose(atMost(LONGEST_PART)),
});

/** That a message was sent, and which way. */
export const SendingForm = new Form({ how: text(oneOf("", ...CHANNELS)) });

/** @returns {Check} */
function notEmpty() {
  return (_, data) => (PARTS.some((part) => data[part]) ? "" : "Write a word or two first.");
}
