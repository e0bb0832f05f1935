export { default } from "./waba_errors.js";
export * from "./api.js";
