// The worker that reads and writes files of other tools: loads its WebAssembly and answers one request after the other.
//
// A request and its answer are a line of JSON and some files, which move instead of being copied. After a crash, memory
// cannot be trusted, so that is said and the page starts another worker. `cargo xtask dist` replaces the two file names.
import start, { answer } from "./exchange.js";

const started = start({ module_or_path: new URL("exchange_bg.wasm", import.meta.url) });

self.onmessage = async function ({ data: { id, head, bodies } }) {
  try {
    await started;
    const [said, files] = answer(head, bodies);
    self.postMessage({ id, head: said, bodies: files }, files.map((file) => file.buffer));
  } catch (error) {
    const refused = typeof error === "string";
    self.postMessage({ id, problem: refused ? error : String(error.message || error), crashed: !refused });
  }
};
