import { readFileSync } from "node:fs";
import { initSync } from "./waba_errors.js";

initSync({ module: readFileSync(new URL("./waba_errors_bg.wasm", import.meta.url)) });

export * from "./api.js";
