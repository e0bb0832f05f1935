import assert from "node:assert/strict";
import { test } from "node:test";

import { webhook } from "./webhook.js";

const status = (recipient_id, code) => ({ id: `wamid.${code}`, recipient_id, status: "failed", errors: [{ code }] });

test("each error of a webhook leads to its decision", async () => {
  const done = [];
  const note = (name) => (...values) => done.push([name, ...values]);
  const app = webhook({
    sendTemplate: note("template"),
    sendLater: note("later"),
    tellDeveloper: note("developer"),
    drop: note("drop"),
  });
  const value = { statuses: [status("15550001234", 131047), status("15550001235", 130429), status("15550001236", 4000000)] };
  const body = JSON.stringify({ object: "whatsapp_business_account", entry: [{ changes: [{ field: "messages", value }] }] });
  const answer = await app.request("/webhook", { method: "POST", body });
  assert.equal(answer.status, 200);
  assert.deepEqual(done.slice(0, 2), [["template", "15550001234"], ["later", "wamid.130429"]]);
  assert.equal(done[2][0], "developer");
});
