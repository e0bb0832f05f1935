import type { Codes, KnownCode } from "./codes.js";

/** What an arm can name beside a code: a category, or a fact such as `retry:backoff`. */
export type Class = Codes[KnownCode]["classes"][number];

/** Whether a code has an entry of its own. */
export declare function isKnown(code: number): code is KnownCode;

type Decision = (code: number) => unknown;

/** The codes for which none of these arms is. */
type Missing<Arm> = {
  [C in KnownCode]: Extract<Arm, C | Codes[C]["classes"][number]> extends never ? C : never;
}[KnownCode];

/**
 * Calls the arm of a code. The arm of the number comes first, then the first arm of a class to which the code belongs, then `unknown`.
 * A number of a documented range, such as 250, has the classes of its range.
 *
 * The compiler names each code that has no arm, and each arm that is no code and no class.
 *
 * @example
 * match(error.code, {
 *   131047: () => sendTemplate(),
 *   throttling: () => slowDown(),
 *   "retry:backoff": () => tryAgain(),
 *   "retry:after": () => tryAgain(),
 *   "retry:after-fix": () => tellDeveloper(),
 *   "retry:never": () => drop(),
 *   unknown: (code) => report(code),
 * });
 */
export declare function match<Arms extends { [Arm in KnownCode | Class]?: Decision } & { unknown: Decision }>(
  code: number,
  arms: Arms & { [C in Missing<keyof Arms> as `${C} ${Codes[C]["name"]}`]: "has no arm" } & {
    [Arm in Exclude<keyof Arms, KnownCode | Class | "unknown">]: never;
  },
): ReturnType<Extract<Arms[keyof Arms], Decision>>;
