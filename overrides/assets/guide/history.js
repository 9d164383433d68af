// The way so far: the steps of this visit, and the entries of the browser's history that belong to them.
//
// A step is what was asked for: `{state, events, address, depth}`. Steps stay in this page's memory; history.state holds
// their numbers, so that Back and Forward ask the same again. Browsers write history.state to disk, to open a closed tab
// again, and Chromium leaves it there also when it is written over. Answers are never there, nor in the address, in
// storage or in a cookie. A page that the browser has to load anew has forgotten them, and says so.

export const START = Object.freeze({ state: {}, events: [], address: "", depth: 0 });

/** Whether a step holds anything that a person has done. */
export const begun = (step) => step.events.length > 0 || Object.keys(step.state).length > 0;

/** Makes a way that stands at the start. */
export function makeWay() {
  let step = START;
  const steps = new Map(); // number -> step, for the entries of the history that this page has made
  let lastNumber = Date.now(); // above every number that an earlier load of the page has left in the history
  let arrived = null; // called when a way back that this code asked for has been gone

  /** A new entry of the history. */
  const push = (next) => write(next, "pushState");
  /** The same entry, with another step. */
  const replace = (next, address) => write(next, "replaceState", address);

  function write(next, how, address = location.pathname + location.search) {
    step = next;
    steps.set((lastNumber += 1), next);
    history[how]({ ...history.state, vejviser: { number: lastNumber, begun: begun(next) } }, "", address);
  }

  /** What was asked for is answered: the next question is asked of the state that came of it. */
  function answered(state) {
    step = { ...step, state, events: [] };
  }

  /** Stands at a step that the person has gone back or forward to; its entry is there already. */
  function enter(entry) {
    step = entry;
  }

  /** Also the history forgets. Its first entry is written over, and a new one cuts off those that follow. */
  async function forget() {
    if (step.depth > 0) await backToFirst();
    steps.clear();
    replace(START);
    push({ ...START, depth: 1 });
  }

  function backToFirst() {
    return new Promise((resolve) => {
      const forgotten = setTimeout(() => arrived?.(), 1000); // browsers keep some fifty entries; nobody waits for more
      arrived = () => {
        clearTimeout(forgotten);
        arrived = null; // the next way back is the person's own
        resolve();
      };
      history.go(-step.depth);
    });
  }

  /** Whether a change of entry is the end of `backToFirst`, and nothing that the person did. */
  function isOwn() {
    const own = Boolean(arrived);
    arrived?.();
    return own;
  }

  return {
    step: () => step,
    at: (number) => steps.get(number) ?? START,
    wasBegun: () => Boolean(history.state?.vejviser?.begun), // before the page was loaded anew
    push,
    replace,
    answered,
    enter,
    forget,
    isOwn,
  };
}
