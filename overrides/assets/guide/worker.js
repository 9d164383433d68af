// Runs the guide's Python away from the page. The build copies this file into the versioned runtime folder, so worker
// and Python always come from the same edition; Pyodide's own loader (pyodide.js) is written in front of it there.
// It knows one function, str -> str, and none of what it says.
// A classic worker: then Pyodide's own files can be used as they are, all with names in .js.
//
// In:  {module}        the compiled Pyodide, once, from the page
//      {id, request}   a JSON text for Python
// Out: {type: "alive"} start-up has come one step further     {type: "ready"} Python has answered its first request
//      {type: "failed", reason}                               {id, response} Python's JSON text

const here = new URL("./", self.location.href).href;
const pyodide = new URL("../", here).href; // the big files, which keep their address when only data change
const ABI = { abi_version: "2025_0", arch: "wasm32", platform: "emscripten_4_0_9", python: "3.13.2" };

const say = (message) => self.postMessage(message);
const fail = (reason) => say({ type: "failed", reason });

let receive;
const compiled = new Promise((resolve) => (receive = resolve));

// Pyodide fetches and compiles its wasm itself, and when that goes wrong it only warns: its promise never settles. So
// the page compiles (that is its preflight, and it begins before this worker exists), Pyodide is given the result, and
// a failure is heard.
const fetchAsUsual = self.fetch.bind(self);
self.fetch = (address, options) => (String(address).endsWith(".wasm") ? compiled : fetchAsUsual(address, options));
WebAssembly.instantiateStreaming = async (_response, imports) => {
  try {
    const module = await compiled;
    const instance = await WebAssembly.instantiate(module, imports);
    say({ type: "alive" });
    return { module, instance };
  } catch (error) {
    fail("wasm");
    throw error;
  }
};

async function start() {
  const python = await self.loadPyodide({
    indexURL: pyodide,
    stdLibURL: `${here}python.zip`,
    // The zip holds everything: without packages there is nothing to look up and nothing more to fetch.
    lockFileContents: { info: ABI, packages: {} },
    packageBaseUrl: here,
    fsInit: () => say({ type: "alive" }),
  });
  say({ type: "alive" });
  const { handle } = python.pyimport("guide.web");
  handle("{}"); // the first answer loads the data; after it every answer is quick
  say({ type: "ready" });
  return handle;
}

const ready = start();
ready.catch(() => fail("python"));

// `handle` is synchronous, so requests are answered one at a time and in the order in which they came.
self.onmessage = async ({ data }) => {
  if (data.module) {
    receive(data.module);
    return;
  }
  try {
    const handle = await ready;
    say({ id: data.id, response: handle(data.request) });
  } catch {
    fail("svar");
  }
};
