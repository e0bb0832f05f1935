import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

import { build } from "esbuild";
import * as main from "waba-errors";
import { Code, codes } from "waba-errors/codes";
import * as started from "waba-errors/init";
import * as inline from "waba-errors/inline";

const { about, explain, isKnown, list, lookup, match, negotiate, read, readBody, readText, search, summary, words } = main;

const body = { error: { message: "(#131047) Re-engagement message", code: 131047, fbtrace_id: "A1" } };

test("a code is explained in each language", () => {
  for (const lang of about().languages) {
    const entry = lookup(131026);
    assert.equal(entry.in(lang).title, entry.title(lang));
    assert.ok(entry.fix(lang).length > 0);
    assert.ok(entry.title(lang) && entry.description(lang) && entry.advice(lang));
    assert.ok(entry.markdown(lang).startsWith("## `131026` "));
    assert.ok(entry.text(lang).startsWith("131026\n"));
  }
  assert.notEqual(lookup(131026).title("ar"), lookup(131026).title());
});

test("a subcode tells more than its code", () => {
  assert.equal(lookup(190, 463).key, "190/463");
  assert.equal(lookup(190, null).key, "190");
});

test("each number has an entry, and what is no number has one without a code", () => {
  assert.equal(lookup(4000000000).known, false);
  for (const code of [-1, 1.5, 2 ** 32, NaN, Infinity, "x", null, undefined, {}]) {
    const entry = lookup(code);
    assert.equal(entry.known, false);
    assert.ok(entry.title("ar"));
  }
});

test("what people type is understood", () => {
  for (const query of ["131047", "(#131047)", "١٣١٠٤٧", "ReEngagementMessage", "Re-engagement message"]) {
    assert.equal(explain(query)?.code, 131047, query);
  }
  assert.equal(explain("token expired, what now?"), undefined);
  assert.equal(search("acces token expird", { limit: 1 })[0].code, 190);
  assert.equal(search("qqqqzzzz").length, 0);
});

test("a body can be text, bytes or an object", () => {
  const text = JSON.stringify(body);
  const bytes = new TextEncoder().encode(text);
  for (const input of [body, text, bytes, bytes.buffer, Buffer.from(text)]) {
    const { errors, truncated } = readBody(input, { lang: "de" });
    assert.deepEqual([errors.length, truncated], [1, false]);
    const [error] = errors;
    assert.deepEqual([error.code, error.fbtrace_id, error.title, error.certainty], [131047, "A1", lookup(131047).title("de"), "certain"]);
    assert.ok(error.fix && error.advice);
  }
});

test("what a user writes is no error in a body", () => {
  const message = { text: { body: JSON.stringify(body) } };
  assert.equal(readBody({ entry: [{ changes: [{ value: { messages: [message] } }] }] }).errors.length, 0);
});

test("a log is read with the certainty that is asked for", () => {
  assert.equal(read("error code 131030").errors[0].code, 131030);
  assert.equal(read("What is 131049?").errors.length, 0);
  assert.equal(read("What is 131049?", { least: "possible" }).errors[0].code, 131049);
  assert.ok(readText("error code 131030").startsWith("131030\n"));
});

test("a log is counted in chunks, however they are cut", () => {
  const log = `${JSON.stringify(body)}\n`.repeat(1000);
  for (const size of [7, 4096, log.length]) {
    const chunks = Array.from({ length: Math.ceil(log.length / size) }, (_, at) => log.slice(at * size, (at + 1) * size));
    const { errors, codes } = summary(["", ...chunks]);
    assert.deepEqual([errors, codes[0].key, codes[0].count], [1000, "131047", 1000]);
  }
});

test("nothing fails on hostile input", () => {
  const deep = "[".repeat(100_000);
  for (const input of ["", "\0", deep, `{"error":${deep}`, new Uint8Array(1 << 20), undefined, null]) {
    for (const least of ["certain", "possible", "nonsense"]) {
      assert.ok(Array.isArray(read(input, { lang: "xx", least }).errors));
    }
    assert.ok(Array.isArray(readBody(input).errors));
  }
  for (const query of ["", "x".repeat(1 << 20), "\ud800", "9".repeat(1000)]) {
    explain(query);
    search(query);
  }
});

test("an answer has a bound, whatever errors share", () => {
  // Six bytes for each of these characters, for each error.
  const text = "\u0001".repeat(512);
  const errors = JSON.stringify(Array(9999).fill({ code: 131047 }));
  const report = readBody(`{"error_user_title":"${text}","error_user_msg":"${text}","errors":${errors}}`);
  assert.ok(report.errors.length > 1000);
  assert.equal(report.truncated, true);
});

test("a language is negotiated", () => {
  assert.equal(negotiate("la, ar-EG;q=0.9, de;q=0.5"), "ar");
  for (const accept of ["la", "", null, undefined]) assert.equal(negotiate(accept), undefined);
  assert.equal(words("ar").dir, "rtl");
});

test("the codes are those of the table", () => {
  for (const code of Object.keys(codes).map(Number)) {
    const { name, category, retry } = lookup(code);
    assert.equal(codes[code].name, name);
    assert.equal(Code[name], code);
    assert.ok(codes[code].classes.includes(category));
    assert.ok(codes[code].classes.includes(`retry:${/^\d/.test(retry) ? "after" : retry}`));
    assert.ok(isKnown(code));
  }
  assert.equal(Object.keys(codes).length, list().filter((entry) => /^\d+$/.test(entry.key)).length);
  assert.ok(!isKnown(4000000000) && !isKnown("constructor"));
});

test("an arm of a number comes before one of a class", () => {
  const arms = { throttling: () => "slow", "retry:never": () => "never", 131047: () => "window", unknown: (code) => code };
  assert.equal(match(131047, arms), "window");
  assert.equal(match(130429, arms), "slow");
  assert.equal(match(4000000000, arms), 4000000000);
  assert.equal(match(250, { "retry:after-fix": () => "permission", unknown: () => "unknown" }), "permission");
});

test("every entry of the package has the same functions", async () => {
  assert.deepEqual(Object.keys(inline), Object.keys(main));
  assert.equal(inline.lookup(131047).name, "ReEngagementMessage");
  assert.equal(typeof started.default, "function");
  assert.deepEqual(Object.keys(started).filter((name) => name !== "default"), Object.keys(main));
});

test("it can be required", () => {
  const required = createRequire(import.meta.url)("waba-errors");
  assert.equal(required.lookup(131047).name, "ReEngagementMessage");
});

test("a bundler makes one file of the inline entry", async () => {
  const contents = `export { lookup } from "waba-errors/inline";`;
  const stdin = { contents, resolveDir: import.meta.dirname };
  const { outputFiles } = await build({ stdin, bundle: true, format: "esm", write: false, logLevel: "silent" });
  const bundled = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
  assert.equal(bundled.lookup(131047).name, "ReEngagementMessage");
});
