import * as wasm from "./waba_errors.js";

const encoder = new TextEncoder();

function bytes(input) {
  if (input instanceof Uint8Array) return input;
  if (input instanceof ArrayBuffer) return new Uint8Array(input);
  return encoder.encode(typeof input === "string" ? input : (JSON.stringify(input) ?? ""));
}

class Entry {
  #tell;
  #told = new Map();

  constructor(tell) {
    this.#tell = tell;
    const { lang, title, description, causes, fixes, prevention, places, limits, support, advice, ...facts } = this.in("en");
    Object.assign(this, facts);
  }

  in(lang = "en") {
    if (!this.#told.has(lang)) this.#told.set(lang, JSON.parse(this.#tell(lang)));
    return this.#told.get(lang);
  }

  title(lang) {
    return this.in(lang).title;
  }

  description(lang) {
    return this.in(lang).description;
  }

  causes(lang) {
    return this.in(lang).causes;
  }

  fix(lang) {
    return this.in(lang).fixes;
  }

  prevention(lang) {
    return this.in(lang).prevention;
  }

  advice(lang) {
    return this.in(lang).advice;
  }

  text(lang = "en") {
    return wasm.text(this.key, lang);
  }

  markdown(lang = "en") {
    return wasm.markdown(this.key, lang);
  }
}

// No other value becomes a code: `null` would be 0.
function number(value) {
  return typeof value === "number" ? value : NaN;
}

export function lookup(code, subcode) {
  return new Entry((lang) => wasm.lookup(number(code), number(subcode), lang));
}

export function explain(query) {
  const tell = (lang) => wasm.explain(String(query), lang);
  return tell("en") === "null" ? undefined : new Entry(tell);
}

export function search(query, { lang = "en", limit = 20 } = {}) {
  return JSON.parse(wasm.search(String(query), lang, limit));
}

export function list(lang = "en") {
  return JSON.parse(wasm.list(lang));
}

export function read(input, { lang = "en", least = "likely" } = {}) {
  return JSON.parse(wasm.read(bytes(input), lang, least));
}

export function readBody(input, { lang = "en" } = {}) {
  return JSON.parse(wasm.readBody(bytes(input), lang));
}

export function readText(input, { lang = "en", least = "likely" } = {}) {
  return wasm.readText(bytes(input), lang, least);
}

export function summary(chunks, { lang = "en", least = "likely" } = {}) {
  const iterator = chunks[Symbol.iterator]();
  const next = () => {
    const { done, value } = iterator.next();
    return done ? undefined : bytes(value);
  };
  return JSON.parse(wasm.summary({ next }, lang, least));
}

export function negotiate(accept) {
  return accept ? wasm.negotiate(String(accept)) : undefined;
}

export function words(lang = "en") {
  return JSON.parse(wasm.words(lang));
}

export function about() {
  return JSON.parse(wasm.about());
}

export { isKnown, match } from "./match.js";
