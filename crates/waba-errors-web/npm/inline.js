import packed from "./module.js";
import { initSync } from "./waba_errors.js";

const bytes = Uint8Array.from(atob(packed), (char) => char.charCodeAt(0));
const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
initSync({ module: await new Response(unpacked).arrayBuffer() });

export * from "./api.js";
