/** What every page does with JavaScript; none of it is needed for the page to work. */
import { showArrivals } from "./behaviours/arrivals.js";
import { countCharacters } from "./behaviours/count.js";
import { focusWhatMatters } from "./behaviours/focus.js";
import { reloadWhenRestored } from "./behaviours/freshness.js";
import { offerSharing } from "./behaviours/share.js";
import { submitOnce } from "./behaviours/submit_once.js";
import { tellTimeZone } from "./behaviours/time_zone.js";
import { keepAwake } from "./behaviours/wake_lock.js";

reloadWhenRestored();
submitOnce();
tellTimeZone();
focusWhatMatters();
countCharacters();
offerSharing();
keepAwake();
showArrivals();
