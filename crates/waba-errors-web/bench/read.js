// How long `readBody` takes beside `JSON.parse`, and how large the module is: `node read.js` where the package is installed.
import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

import { lookup, readBody, search } from "waba-errors";

const encoder = new TextEncoder();
const status = (id, status, errors) => ({
  id: `wamid.HBgLMTU1NTAwMDEyMzQVAgARGBI${id}`,
  status,
  timestamp: "1760000000",
  recipient_id: "15550001234",
  conversation: { id: "c1", origin: { type: "utility" } },
  pricing: { billable: true, pricing_model: "PMP", category: "utility" },
  errors,
});
const metadata = { display_phone_number: "15550009999", phone_number_id: "106540352242922" };
const webhook = (...statuses) => ({
  object: "whatsapp_business_account",
  entry: [{ id: "1", changes: [{ field: "messages", value: { messaging_product: "whatsapp", metadata, statuses } }] }],
});
const failed = { code: 131047, title: "Re-engagement message", message: "Re-engagement message", error_data: { details: "…" } };
const bodies = {
  "webhook without an error": webhook(status("1", "delivered")),
  "webhook with an error": webhook(status("1", "failed", [failed])),
  "answer with an error": { error: { message: "Session has expired", type: "OAuthException", code: 190, error_subcode: 463, fbtrace_id: "A" } },
};

/** The best of many runs, in microseconds a call. */
function time(call) {
  let best = Infinity;
  for (let run = 0; run < 30; run += 1) {
    const start = process.hrtime.bigint();
    for (let count = 0; count < 200; count += 1) call();
    best = Math.min(best, Number(process.hrtime.bigint() - start) / 200 / 1e3);
  }
  return best.toFixed(1).padStart(6);
}

console.log("µs a call                     readBody  JSON.parse");
for (const [name, body] of Object.entries(bodies)) {
  const text = JSON.stringify(body);
  const bytes = encoder.encode(text);
  const decoder = new TextDecoder();
  console.log(name.padEnd(28), time(() => readBody(bytes)), "   ", time(() => JSON.parse(decoder.decode(bytes))));
}
console.log("lookup                      ", time(() => lookup(131047)));
search("token");
console.log("search                      ", time(() => search("token expired")));

const module = readFileSync(new URL(import.meta.resolve("waba-errors/waba_errors_bg.wasm")));
const [gzip, brotli] = [gzipSync(module, { level: 9 }), brotliCompressSync(module)];
console.log(`module: ${module.length} bytes, gzip ${gzip.length}, brotli ${brotli.length}`);
