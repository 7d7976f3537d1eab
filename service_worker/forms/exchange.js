/** What people type when they swap: the twin of blueprints/exchange/forms.py. */
import { FORMS } from "../built/words.js";
import { codeIn } from "../links.js";
import { formOf } from "./fields.js";

/** @typedef {import("./fields.js").Fields} Fields */
/** @typedef {import("./fields.js").Shown} Shown */

const NO_CODE = "A code has twelve letters and digits.";

/** A code as it stands under its picture, or a link. */
export const TypedForm = formOf(FORMS.TypedForm);

/**
 * A code typed where it cannot be looked up: "" and why beside the field, where it cannot be one.
 * @param {Fields} posted @param {string} host @returns {{code: string, form: Shown}}
 */
export function codeTyped(posted, host) {
  const { data, shown } = TypedForm.read(posted);
  const code = codeIn(data.code ?? "", host);
  const error = shown.code?.error || (code ? "" : NO_CODE);
  return { code, form: { code: { name: "code", value: shown.code?.value, error } } };
}

/** A card from another app, as its code holds it. */
export const CardTextForm = formOf(FORMS.CardTextForm);

/** Swap, or take only; with the card that the scanned code carried, if it did. */
export const SwapForm = formOf(FORMS.SwapForm);
