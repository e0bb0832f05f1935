import type { Category, Channel, Effect, Evidence, Fixer, KnownCode, Lang, Retry, Scope } from "./codes.js";

export type { Category, Channel, Codes, Effect, Evidence, Fixer, KnownCode, Lang, Retry, Scope } from "./codes.js";
export { type Class, isKnown, match } from "./match.js";

/** How sure an error is: its structure says so, a sentence or a column says so, or it is a number that may be a code. */
export type Certainty = "certain" | "likely" | "possible";

/** Where to look. */
export interface Place {
  id: string;
  kind: "tool" | "page" | "support" | "endpoint" | "field" | "webhook";
  /** The name that Meta shows. */
  name: string | null;
  /** Of the place itself, or of the page that describes it. */
  address: string;
  /** The call to make. */
  endpoint: string | null;
  /** The field of a response or of a webhook. */
  field: string | null;
}

/** How much is allowed. */
export interface Limit {
  /** What is counted. */
  what: string;
  amount: number;
  /** `null` if the number holds at any time. */
  window_seconds: number | null;
  /** What has this limit of its own. */
  per: Scope;
  /** The limit in words. */
  title: string;
}

/** The facts of an entry. */
export interface Facts {
  /** `131047`, `190/463`, `200-299` or `2388103-no-webhook`. */
  key: string;
  /** `null` for what is no code. */
  code: number | null;
  subcode: number | null;
  known: boolean;
  /** Meta no longer documents or sends the code. */
  retired: boolean;
  /** Permanent; empty if the code is unknown. */
  name: string;
  /** The title as the API prints it. */
  api_title: string | null;
  category: Category;
  http_status: number | null;
  /** Where the error is reported. */
  channel: Channel;
  /** Whether and when the same request can work; a wait such as `24h`. */
  retry: Retry;
  /** Who can end it. */
  fixer: Fixer;
  /** What to pause, the main one first. */
  scope: Scope[];
  /** Whether a second try can send twice. */
  effect: Effect;
  evidence: Evidence;
  docs_url: string;
}

/** An entry in a list. */
export interface Headline extends Facts {
  /** The language that the title is in. */
  lang: Lang;
  title: string;
}

/** A subcode or a documented case of a code. */
export interface Child {
  key: string;
  name: string;
  api_title: string | null;
  title: string;
  /** The title or a sentence that the API prints. */
  printed: string | null;
}

/** What a number meant in the former On-Premises API. */
export interface OnPremises {
  title: string;
  successors: number[];
}

/** Everything about an entry, in one language. */
export interface Explanation extends Facts {
  replaced_by: number | null;
  related: number[];
  /** The language that the words are in: English, where the entry is not translated. */
  lang: Lang;
  title: string;
  description: string;
  causes: string[];
  fixes: string[];
  prevention: string[];
  places: Place[];
  limits: Limit[];
  /** What to send to Meta's support; empty if it is not involved. */
  support: string[];
  subcodes: Child[];
  cases: Child[];
  on_premises: OnPremises | null;
  /** `retry` in words. */
  advice: string;
}

/** An entry: its facts, and its words in each language. */
export interface Entry extends Facts {
  readonly replaced_by: number | null;
  readonly related: number[];
  readonly subcodes: Child[];
  readonly cases: Child[];
  readonly on_premises: OnPremises | null;
  /** Everything in a language; English if the language is unknown or not given. */
  in(lang?: Lang): Explanation;
  /** A short name. */
  title(lang?: Lang): string;
  /** What happened. */
  description(lang?: Lang): string;
  /** Why it happens. */
  causes(lang?: Lang): string[];
  /** What to do, step by step. */
  fix(lang?: Lang): string[];
  /** How to avoid it. */
  prevention(lang?: Lang): string[];
  /** Whether and when to try again, in words. */
  advice(lang?: Lang): string;
  /** Everything as plain text. */
  text(lang?: Lang): string;
  /** Everything as Markdown, for a ticket. */
  markdown(lang?: Lang): string;
}

/** An error that was found: what the input says of it, and what is known of it. */
export interface Found {
  /** Always `null` here. */
  file: null;
  /** The line of the input at which the error begins, from 1. */
  line: number;
  /** As it was sent; a text if no number holds it, `null` if only a subcode was sent. */
  code: number | string | null;
  subcode: number | string | null;
  subcode_known: boolean | null;
  /** The path to the error, such as `entry[0].changes[0].value.statuses[0].errors[0]`. */
  where: string;
  certainty: Certainty;
  /** The ids of the rules that fired. */
  why: string[];
  /** Sharpened by what the input says itself. */
  retry: Retry;
  retry_source: "entry" | "details" | "retry-after" | "usage-header" | "transient";
  /** What does not fit together. */
  flags: { kind: "message-number" | "title" | "sent" | "http-status" | "other"; code?: number; documented?: number }[];
  on_premises?: OnPremises;
  /** Whether the table knows the number. */
  known: boolean;
  /** What the words are about: the code, the pair, the subcode or the case. */
  key: string;
  /** `retry` in words. */
  advice: string;
  name: string;
  category: Category;
  channel: Channel;
  fixer: Fixer;
  scope: Scope[];
  effect: Effect;
  evidence: Evidence;
  lang: Lang;
  title: string;
  description: string;
  /** One step per line. */
  fix: string;
  places: Place[];
  limits: Limit[];
  /** `title` of the input. */
  given_title: string | null;
  message: string | null;
  details: string | null;
  user_title: string | null;
  user_message: string | null;
  /** For Meta's support. */
  fbtrace_id: string | null;
  is_transient: boolean | null;
  recipient: string | null;
  recipient_user_id: string | null;
  from_user_id: string | null;
  parent_user_id: string | null;
  message_id: string | null;
  status: string | null;
  http_status: number | null;
  truncated: boolean;
}

/** What was found in an input. */
export interface Report {
  errors: Found[];
  /** The input holds more errors than are kept of one: 10,000, or 64 MiB of JSON. */
  truncated: boolean;
}

/** A count by a code, a category or a value of a fact; the most frequent comes first. */
export interface Count {
  key: string;
  title: string;
  count: number;
}

/** How often which errors stand in a log. */
export interface Summary {
  errors: number;
  truncated: boolean;
  codes: Count[];
  categories: Count[];
  retries: Count[];
  fixers: Count[];
  scopes: Count[];
  effects: Count[];
}

/** The words around explanations. */
export interface Words {
  lang: Lang;
  dir: "ltr" | "rtl";
  labels: Record<string, string>;
  categories: Record<Category, string>;
  /** Titles by fact and value; a wait stands under `after`. */
  facts: Record<string, Record<string, string>>;
  /** What every ticket to Meta's support needs. */
  ticket: string[];
}

/** A text or bytes; an object is taken as JSON. */
export type Input = string | Uint8Array | ArrayBuffer | object;

/**
 * What is known of a code, or of a code and its `error_subcode`. Each number has an entry, which says if it is unknown.
 *
 * @example
 * lookup(131026).fix("ar");
 * lookup(190, 463).title();
 */
export function lookup(code: KnownCode, subcode?: number | null): Entry;
export function lookup(code: number, subcode?: number | null): Entry;

/**
 * What is known of something that a person typed for a code: `131047`, `(#131047)`, `190/463`, `RateLimitHit`, a title.
 * `undefined` if it is no code: then `search` finds entries by its words.
 */
export function explain(query: string): Entry | undefined;

/** The entries that words in any language find, best first; typing errors are forgiven. */
export function search(query: string, options?: { lang?: Lang; limit?: number }): Headline[];

/** All entries. */
export function list(lang?: Lang): Headline[];

/**
 * The errors in an answer or a webhook, by structure alone: nothing that a user writes in a message becomes an error.
 *
 * @example
 * for (const error of readBody(body).errors) console.log(error.recipient, error.title);
 */
export function readBody(input: Input, options?: { lang?: Lang }): Report;

/** The errors in a log, a dump or a pasted text, that are at least so certain (`likely`). */
export function read(input: Input, options?: { lang?: Lang; least?: Certainty }): Report;

/** What `read` finds as plain text, for a ticket. */
export function readText(input: Input, options?: { lang?: Lang; least?: Certainty }): string;

/** Counts the errors of a log that comes in chunks, in bounded memory. */
export function summary(
  chunks: Iterable<string | Uint8Array>,
  options?: { lang?: Lang; least?: Certainty },
): Summary;

/** The language that an `Accept-Language` header or a locale asks for; `undefined` if it is none of ours. */
export function negotiate(accept: string | null | undefined): Lang | undefined;

/** The words around explanations in a language. */
export function words(lang?: Lang): Words;

/** What this package knows, and from when. */
export function about(): { version: string; revision: number; entries: number; date: string; languages: Lang[] };
