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
