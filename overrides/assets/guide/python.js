// Python as the page sees it: a worker that is started once and asked one thing at a time. It notices when nothing more
// will come. What requests and answers say, it does not know.

const PATIENCE = 20_000; // silence of the worker for so long means that it will not come

/**
 * Makes Python ready to be started. In: the address of its folder, what is done when it can answer, and what is done when
 * something is wrong, with the reason. Whoever hears the reason decides; `giveUp` ends all.
 */
export function makePython(runtime, onReady, onWrong) {
  let worker = null;
  let timer = 0;
  let lastId = 0;
  const waiting = new Map(); // id -> how to settle the promise of that request

  /** Whether the browser has what Python needs. */
  function canStart() {
    return runtime && typeof WebAssembly === "object" && WebAssembly.compileStreaming && typeof Worker === "function";
  }

  function start() {
    expectNews();
    worker = new Worker(`${runtime}worker.js`);
    worker.onmessage = ({ data }) => hear(data);
    worker.onerror = (event) => {
      event.preventDefault();
      onWrong("worker");
    };
    // Compiling here is the preflight: a missing or truncated file and a wrong type are refused at once, and the work
    // goes on beside the worker's own start. Pyodide alone would wait for ever (see worker.js).
    WebAssembly.compileStreaming(fetch(`${runtime}pyodide.asm.wasm`)).then(
      (module) => worker?.postMessage({ module }),
      () => onWrong("wasm"),
    );
  }

  function expectNews() {
    clearTimeout(timer);
    timer = setTimeout(() => onWrong("silence"), PATIENCE);
  }

  function hear(message) {
    if (message.type === "failed") {
      onWrong(message.reason);
      return;
    }
    clearTimeout(timer);
    if (message.type === "ready") {
      onReady();
    } else if (message.type === "alive") {
      expectNews();
    } else {
      waiting.get(message.id)?.resolve(JSON.parse(message.response));
      waiting.delete(message.id);
      if (waiting.size) expectNews();
    }
  }

  /** Promises the answer to a request of web.handle. */
  function ask(request) {
    return new Promise((resolve, reject) => {
      if (!worker) {
        reject(new Error("no worker"));
        return;
      }
      waiting.set((lastId += 1), { resolve, reject });
      expectNews();
      worker.postMessage({ id: lastId, request: JSON.stringify(request) });
    });
  }

  function stop() {
    clearTimeout(timer);
    worker?.terminate();
    worker = null;
  }

  /** Stops, and tells everybody who waits for an answer that none will come. */
  function giveUp(reason) {
    stop();
    for (const { reject } of waiting.values()) reject(new Error(reason));
    waiting.clear();
  }

  return { canStart, start, ask, stop, giveUp };
}
