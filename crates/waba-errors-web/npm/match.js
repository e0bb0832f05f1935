import { codes, ranges } from "./codes.js";

export function isKnown(code) {
  return Object.hasOwn(codes, code);
}

export function match(code, arms) {
  const entry = isKnown(code) ? codes[code] : ranges.find(({ first, last }) => first <= code && code <= last);
  const classes = entry?.classes ?? [];
  const name = [code, ...Object.keys(arms).filter((arm) => classes.includes(arm)), "unknown"].find((arm) => Object.hasOwn(arms, arm));
  return arms[name](code);
}
