// The calls that a document made and that came to an end, oldest first.
function calls() {
  const kept = performance.getEntriesByType("resource");
  const all = [...kept, ...(window[GIVEN_UP] ?? [])];
  return all.sort((a, b) => a.startTime - b.startTime).map(({ name }) => name);
}

const GIVEN_UP = Symbol.for("e2e.givenUp");

// Notes calls that are given up, in a browser that keeps only those that were
// answered or failed.
function noteGivenUp() {
  if (window[GIVEN_UP]) return;
  const givenUp = (window[GIVEN_UP] = []);
  const fetch = window.fetch;
  window.fetch = (resource, options) => {
    const call = { name: new Request(resource).url, startTime: performance.now() };
    const answer = fetch(resource, options);
    answer.catch(() => options?.signal?.aborted && givenUp.push(call));
    return answer;
  };
}
