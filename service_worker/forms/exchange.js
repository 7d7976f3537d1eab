/** What people type when they swap: the twin of blueprints/exchange/forms.py. */
import { FORMS } from "../built/words.js";
import { formOf } from "./fields.js";

/** A code as it stands under its picture, or a link. */
export const TypedForm = formOf(FORMS.TypedForm);

/** A card from another app, as its code holds it. */
export const CardTextForm = formOf(FORMS.CardTextForm);

/** Swap, or take only; with the card that the scanned code carried, if it did. */
export const SwapForm = formOf(FORMS.SwapForm);
