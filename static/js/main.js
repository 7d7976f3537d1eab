/** What every page does with JavaScript; none of it is needed for the page to work. */
import { showArrivals } from "./behaviours/arrivals.js";
import { countCharacters } from "./behaviours/count.js";
import { focusWhatMatters } from "./behaviours/focus.js";
import { stayFresh } from "./behaviours/freshness.js";
import { offerInstalling } from "./behaviours/install.js";
import { workOffline } from "./behaviours/offline.js";
import { keepForGood } from "./behaviours/persist.js";
import { offerSharing } from "./behaviours/share.js";
import { submitOnce } from "./behaviours/submit_once.js";
import { tellTimeZone } from "./behaviours/time_zone.js";
import { offerUpdate } from "./behaviours/update.js";
import { showWhatWaits } from "./behaviours/waits.js";
import { keepAwake } from "./behaviours/wake_lock.js";

stayFresh();
submitOnce();
tellTimeZone();
focusWhatMatters();
countCharacters();
offerSharing();
keepAwake();
showArrivals();
showWhatWaits();
keepForGood();
offerUpdate();
workOffline();
offerInstalling();
