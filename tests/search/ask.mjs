// Asks the search worker that the theme ships, in Node, what it is sent on stdin (a JSON list of queries).
// node ask.mjs <built site>
// Prints, for each query, the pages in the order in which a person sees them: {page, title, shown}, where `shown` is all
// text of the entries that are shown under the page.
//
// The messages are those that the theme's bundle sends. Material: {type: 0, data: {config, docs, options}}, then
// {type: 2, data: query}; the worker changes the query itself. Zensical: {type: 0, data: {config, items}}, then
// {type: 2, data: {input, filter}}; its page asks for more results when a person scrolls, so here the first ten count.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import vm from "node:vm";

const site = resolve(process.argv[2]);
const queries = JSON.parse(readFileSync(0, "utf8"));
const folder = join(site, "assets/javascripts/workers");
const program = join(folder, readdirSync(folder).find((name) => /^search\.\w+\.min\.js$/.test(name)));
const read = (file) => readFileSync(file, "utf8");
const json = (name) => JSON.parse(read(join(site, name)));

// What a worker has around it: itself, messages in and out, and scripts beside its own.
function start() {
  const waiting = [];
  const scope = { console, URL, setTimeout, postMessage: (message) => waiting.shift()(message) };
  scope.self = scope;
  scope.addEventListener = (_type, listener) => (scope.onmessage = listener);
  vm.createContext(scope);
  const run = (file) => vm.runInContext(read(file), scope, { filename: file });
  scope.importScripts = (...addresses) => addresses.forEach((address) => run(resolve(dirname(program), address)));
  run(program);
  return (message) =>
    new Promise((done) => {
      waiting.push(done);
      scope.onmessage({ data: structuredClone(message) }); // a worker never gets the page's own object
    });
}

// Entries in the order of results, gathered under their pages.
function pages(entries) {
  const found = new Map();
  for (const { location, title, text, tags } of entries) {
    const page = location.split("#")[0];
    const shown = [title, text, ...(tags ?? [])].join(" ");
    found.set(page, { page, title, shown: [found.get(page)?.shown ?? "", shown].join(" ") });
  }
  return [...found.values()];
}

const send = start();
const material = existsSync(join(site, "search/search_index.json"));
let ask;
if (material) {
  const { config, docs } = json("search/search_index.json");
  await send({ type: 0, data: { config, docs, options: { suggest: false } } });
  ask = async (query) => (await send({ type: 2, data: query })).data.items.flat();
} else {
  const { config, items } = json("search.json");
  await send({ type: 0, data: { config, items } });
  const filter = {
    input: { type: "operator", data: { operator: "and", operands: [] } },
    aggregation: { input: [{ type: "term", data: { field: "tags" } }] },
  };
  ask = async (input) => (await send({ type: 2, data: { input, filter } })).data.items.map(({ id }) => items[id]);
}
const answers = [];
for (const query of queries) {
  answers.push(pages(await ask(query)));
}
process.stdout.write(JSON.stringify(answers));
