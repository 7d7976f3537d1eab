import { derived } from "../../service_worker/ids.js";
import { act, AHEAD, BARE, CARD, EVENT, MEETING, MET, NEW, NOW, OWED, PRIYA, STANDS, TOMAS } from "./evening.js";
import { areTaken } from "./taken.js";

areTaken({
  "somebody is written down": {
    act: act("/people", { name: "Marta", phone: "+44 7911 123456", source: "vcard" }),
    location: `/people/${NEW}/listening`,
    changes: {
      contacts: {
        [NEW]: {
          ...{ id: NEW, rev: 0, name: "Marta", source: "vcard", ...AHEAD },
          card: { ...BARE, name: "Marta", phone: "+447911123456" },
          ways: [
            { kind: "phone", label: "Call", shown: "+447911123456", href: "tel:+447911123456" },
            { kind: "sms", label: "Text", shown: "+447911123456", href: "sms:+447911123456" },
            { kind: "whatsapp", label: "WhatsApp", shown: "+447911123456", href: "https://wa.me/447911123456" },
            { kind: "signal", label: "Signal", shown: "+447911123456", href: "https://signal.me/#p/+447911123456" },
          ],
        },
      },
      meetings: { [derived(NEW, "meeting")]: { ...MET, contact_id: NEW } },
    },
    told: "Write Marta down",
  },
  "whom another app shared is kept as met elsewhere": {
    act: act("/people", { name: "Marta", source: "shared" }),
    location: `/people/${NEW}/listening`,
    changes: {
      contacts: { [NEW]: { id: NEW, rev: 0, name: "Marta", source: "vcard", ...AHEAD, card: { ...BARE, name: "Marta" }, ways: [] } },
      meetings: { [derived(NEW, "meeting")]: { ...MET, contact_id: NEW, event_id: null, event_title: "", event_zone: "" } },
    },
    told: "Write Marta down",
  },
  "whom another app shared is met at the event that is named": {
    act: act("/people", { name: "Marta", source: "shared", event: EVENT }),
    location: `/people/${NEW}/listening`,
    changes: {
      contacts: { [NEW]: { id: NEW, rev: 0, name: "Marta", source: "vcard", ...AHEAD, card: { ...BARE, name: "Marta" }, ways: [] } },
      meetings: { [derived(NEW, "meeting")]: { ...MET, contact_id: NEW } },
    },
    told: "Write Marta down",
  },
  "a card is corrected": {
    act: act(`/people/${PRIYA}`, { name: "Priya R.", email: "priya@example.org", headline: "Glaciologist" }),
    location: `/people/${PRIYA}`,
    changes: { contacts: { [PRIYA]: { name: "Priya R.", card: { ...CARD, name: "Priya R." } } } },
    told: "Priya R.’s card",
  },
  "what was heard is kept, and with it a promise": {
    act: act(`/people/${PRIYA}/listening`, { promised: "A call", due_on: "2026-12-04", moves_goal: "yes" }),
    location: `/people/${PRIYA}`,
    changes: {
      meetings: { [MEETING]: { moves_goal: "yes", listened_at: NOW } },
      promises: { [NEW]: { ...STANDS, id: NEW, contact_id: PRIYA, mine: true, text: "A call", due_on: "2026-12-04" } },
    },
    told: "What you heard from Priya Raman",
  },
  "somebody is let go": {
    act: act(`/people/${PRIYA}/letting-go`),
    location: "/people",
    said: { text: "Let go. Priya Raman will not be told.", undo: `/people/${PRIYA}/return` },
    changes: { contacts: { [PRIYA]: { let_go_at: NOW } } },
    told: "Let Priya Raman go",
  },
  "somebody is let go where room is made": {
    act: act(`/people/${PRIYA}/letting-go`, { next: "/people/room" }),
    location: "/people/room",
    said: { text: "Let go. Priya Raman will not be told.", undo: `/people/${PRIYA}/return`, back: "/people/room" },
    changes: { contacts: { [PRIYA]: { let_go_at: NOW } } },
    told: "Let Priya Raman go",
  },
  "a note is written": {
    act: act(`/people/${TOMAS}/notes`, { text: "Two\r\nlines" }),
    location: `/people/${TOMAS}#notes`,
    changes: { notes: { [NEW]: { id: NEW, rev: 0, contact_id: TOMAS, about: TOMAS, text: "Two\nlines", written_at: NOW } } },
    told: "A note about Tomás",
  },
  "they promise": {
    act: act(`/people/${TOMAS}/promises`, { side: "theirs", promised: "A call" }),
    location: `/people/${TOMAS}#promises`,
    changes: { promises: { [NEW]: { ...STANDS, id: NEW, contact_id: TOMAS, mine: false, text: "A call", due_on: null } } },
    told: "A promise from Tomás",
  },
  "the next step is planned": {
    act: act(`/people/${TOMAS}/next`, { next_step: "Coffee", next_on: "2026-12-10" }),
    location: `/people/${TOMAS}#next`,
    changes: { contacts: { [TOMAS]: { next_step: "Coffee", next_on: "2026-12-10" } } },
    told: "What comes next with Tomás",
  },
  "a promise is kept": {
    act: act(`/promises/${OWED}/keeping`, { next: `/follow-ups/${MEETING}` }),
    location: `/follow-ups/${MEETING}`,
    said: { text: "Kept.", undo: `/promises/${OWED}/reopening`, back: `/follow-ups/${MEETING}` },
    changes: { promises: { [OWED]: { kept_at: NOW } } },
    told: "Kept: Send the map",
  },
  "a promise is released": {
    act: act(`/promises/${OWED}/release`),
    location: `/people/${PRIYA}#promises`,
    said: { text: "Released.", undo: `/promises/${OWED}/reopening` },
    changes: { promises: { [OWED]: { released_at: NOW } } },
    told: "Released: Send the map",
  },
});
