/** What people type when they swap: the twin of blueprints/exchange/forms.py. */
import { atMost, Form, needed, oneOf, prose, text } from "./fields.js";

const LONGEST_CARD_TEXT = 20_000;

/** A code as it stands under its picture, or a link. */
export const TypedForm = new Form({ code: text(needed("Type the code, or paste the link."), atMost(500)) });

/** A card from another app, as its code holds it. */
export const CardTextForm = new Form({
  text: prose(needed("Paste the vCard here."), atMost(LONGEST_CARD_TEXT)),
});

/** Swap, or take only; with the card that the scanned code carried, if it did. */
export const SwapForm = new Form({ mode: text(oneOf("swap", "take")), card: text(atMost(500)) });
