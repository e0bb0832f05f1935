import { codes } from "./codes.js";

export function isKnown(code) {
  return Object.hasOwn(codes, code);
}

export function match(code, arms) {
  const classes = isKnown(code) ? codes[code].classes : [];
  const name = [code, ...Object.keys(arms).filter((arm) => classes.includes(arm)), "unknown"].find((arm) => Object.hasOwn(arms, arm));
  return arms[name](code);
}
