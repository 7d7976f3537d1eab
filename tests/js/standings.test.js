import assert from "node:assert/strict";
import { test } from "node:test";
import { Records } from "../../service_worker/records.js";
import { standings } from "../../service_worker/standings.js";

test("a day is that of the clocks where its person is", () => {
  const meeting = { id: "m", contact_id: "c", met_at: "2026-12-03T23:30:00.000000Z", moves_goal: "" };
  const rows = { contacts: [{ id: "c", let_go_at: null }], meetings: [meeting] };
  const days = (zone) => standings(Records.of({ zone }, rows)).map(({ facts }) => facts[0].on);

  assert.deepEqual(["Europe/London", "Europe/Berlin", "Europe/London"].map(days).flat(), ["2026-12-03", "2026-12-04", "2026-12-03"]);
});

test("what happened since is part of how somebody stands", () => {
  const moment = "2026-12-03T19:00:00.000000Z";
  const records = Records.of({ zone: "Europe/London" }, { contacts: [{ id: "c", let_go_at: null }] });
  const kinds = () => standings(records).map(({ facts, i_owe }) => [...facts.map(({ kind }) => kind), i_owe]);

  assert.deepEqual(kinds(), [[false]]);
  records.put("meetings", { id: "m", contact_id: "c", met_at: moment, moves_goal: "" });
  assert.deepEqual(kinds(), [["met", false]]);
  records.put("touches", { id: "t", contact_id: "c", who: "me", touched_on: "2026-12-04", removed_at: null });
  assert.deepEqual(kinds(), [["met", "me", false]]);
  records.put("promises", { id: "p", contact_id: "c", mine: true, kept_at: null, released_at: null });
  assert.deepEqual(kinds(), [["met", "me", true]]);
  records.set("contacts", "c", () => ({ let_go_at: moment }));
  assert.deepEqual(kinds(), []);
});
