// The texts of the project, so that the tests hold when somebody edits one.

import { readFileSync } from "node:fs";

const files = new Map();

function line(lang, table, key) {
  const path = `${process.env.WABA_ROOT}/data/text/${lang}.toml`;
  if (!files.has(lang)) files.set(lang, `\n${readFileSync(path, "utf8")}\n[`);
  const file = files.get(lang);
  const start = file.indexOf(`\n[${table}]\n`);
  const entry = file.slice(start, file.indexOf("\n[", start + 1));
  return start < 0 ? "" : (entry.match(`\n${key} = "(.*)"`)?.[1] ?? "");
}

/** A text of the data in a language, in English where it is not translated. */
export function text(lang, table, key) {
  return line(lang, table, key) || line("en", table, key);
}

/** A text of the page, with what it fills in. */
export function word(key, values = {}, lang = "en") {
  const filled = text(lang, "ui-page", key).replace(/\{(\w+)\}/g, (_, name) => values[name]);
  if (!filled || filled.includes("undefined")) throw new Error(`${key} is no text of the page`);
  return filled;
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Matches this text and nothing else. */
export function exactly(text) {
  return new RegExp(`^${escaped(text)}$`);
}

/** Matches texts in this order, whatever stands between them. */
export function inOrder(...texts) {
  return new RegExp(texts.map(escaped).join(".*"), "s");
}
