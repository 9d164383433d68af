// Runs the guide in the real runtime under Node, for measuring and for tests; the browser never sees this file.
// node in_runtime.mjs <folder of the pyodide package> <zip for stdLibURL>   with {"imports": [...], "requests": [...]} on stdin.
// Prints one JSON object. A runtime that does not come up ends with status 1 and the reason on stderr.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, zip] = process.argv.slice(2).map((name) => resolve(name));
const asked = JSON.parse(readFileSync(0, "utf8"));
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
const { info } = JSON.parse(readFileSync(`${folder}/pyodide-lock.json`, "utf8"));

const LOADED = `
import sys
{
    name: spec.origin
    for name, spec in ((name, getattr(module, "__spec__", None)) for name, module in list(sys.modules.items()))
    if spec and spec.origin and ".zip/" in spec.origin
}
`;

const answer = { python: info.python, failed: {}, responses: [] };
const said = [];
try {
  const python = await loadPyodide({
    indexURL: `${folder}/`,
    packageBaseUrl: `${folder}/`,
    stdLibURL: zip,
    lockFileContents: { info, packages: {} },
    stderr: (line) => said.push(line),
  });
  answer.magic = python.runPython("import _frozen_importlib_external as e; e.MAGIC_NUMBER.hex()");
  for (const name of asked.imports ?? []) {
    try {
      python.pyimport(name);
    } catch (error) {
      answer.failed[name] = String(error.message).trim().split("\n").at(-1);
    }
  }
  if (asked.requests?.length) {
    const { handle } = python.pyimport("guide.web");
    handle("{}"); // loads the data, once
    const { collect } = python.pyimport("gc");
    collect();
    answer.responses = asked.requests.map((request) => handle(request));
    answer.garbage = collect();
  }
  answer.modules = python.runPython(LOADED).toJs({ dict_converter: Object.fromEntries });
} catch (error) {
  process.stderr.write(`${said.join("\n")}\n${error}\n`);
  process.exit(1);
}
process.stdout.write(JSON.stringify(answer), () => process.exit(0));
