import { type Class, type KnownCode, type Lang, explain, isKnown, lookup, match, readBody } from "waba-errors";
import { Code, codes } from "waba-errors/codes";

const lang: Lang = "ar";
const steps: string[] = lookup(Code.MessageUndeliverable).fix(lang);
const name: "ReEngagementMessage" = codes[131047].name;
const title: string | undefined = explain("190/463")?.title(lang);

const decisions: (string | number)[] = [];
for (const error of readBody(new Uint8Array()).errors) {
  const decision: string | number = match(Number(error.code), {
    131047: () => "template",
    throttling: () => "slow",
    "retry:never": () => "drop",
    "retry:after-fix": () => "fix",
    "retry:backoff": () => "again",
    "retry:after": (code) => code,
    unknown: () => "ask",
  });
  decisions.push(decision);
}

function only(code: number): KnownCode | undefined {
  return isKnown(code) ? code : undefined;
}

type UpTo2 = { [C in KnownCode]: (typeof codes)[C]["since"] extends 1 | 2 ? C : never }[KnownCode];
const old: UpTo2 = 131047;
// @ts-expect-error: the code came with a later revision.
const later: UpTo2 = 2200;

const label = (arm: Class): string => arm;
export { decisions, label, later, name, old, only, steps, title };
