export * from "./index.js";

/**
 * Loads the module, once, before anything else is called: for runtimes that compile modules themselves, such as Cloudflare Workers.
 *
 * @example
 * import module from "waba-errors/waba_errors_bg.wasm";
 * import init, { readBody } from "waba-errors/init";
 * await init({ module_or_path: module });
 */
export default function init(input: { module_or_path: unknown }): Promise<unknown>;
