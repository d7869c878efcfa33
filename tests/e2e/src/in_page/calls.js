// The URLs of the calls of a document that have ended, oldest first.
function calls() {
  const kept = performance.getEntriesByType("resource");
  const all = [...kept, ...(window[FAILED] ?? [])];
  return all.sort((a, b) => a.startTime - b.startTime).map(({ name }) => name);
}

const FAILED = Symbol.for("e2e.failedCalls");

// Records calls that are aborted or fail, in a browser that keeps only complete
// ones.
function noteFailedCalls() {
  if (window[FAILED]) return;
  const failed = (window[FAILED] = []);
  const fetch = window.fetch;
  window.fetch = (resource, options) => {
    const call = { name: new Request(resource).url, startTime: performance.now() };
    const note = () => failed.push(call);
    const answer = fetch(resource, options);
    answer.then((response) => {
      response.text = () => {
        const text = Response.prototype.text.call(response);
        text.catch(note);
        return text;
      };
    }, note);
    return answer;
  };
}
