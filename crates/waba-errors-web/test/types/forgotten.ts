import type { KnownCode } from "waba-errors";

export function decide(code: KnownCode): string {
  switch (code) {
    case 131047:
      return "template";
    default:
      return forgotten(code);
  }
}

function forgotten(code: never): never {
  throw new Error(`${code}`);
}

export const decisions = { 131047: "template" } satisfies Record<KnownCode, string>;
