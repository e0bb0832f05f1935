import init from "./waba_errors.js";

await init({ module_or_path: new URL("./waba_errors_bg.wasm", import.meta.url) });

export * from "./api.js";
