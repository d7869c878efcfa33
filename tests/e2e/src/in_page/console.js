// Records errors in a page, from the first call on, for a browser whose driver does
// not report its console.

function listenToErrors() {
  const found = (window[Symbol.for("e2e.errors")] ??= []);
  if (found.listening) return found;
  found.listening = true;
  const text = (value) => (value instanceof Error ? `${value.name}: ${value.message}` : String(value));
  const error = console.error.bind(console);
  console.error = (...values) => {
    found.push(values.map(text).join(" "));
    error(...values);
  };
  addEventListener("error", ({ message, filename, lineno }) => found.push(`${filename}:${lineno} ${message}`));
  addEventListener("unhandledrejection", ({ reason }) => found.push(`Unhandled rejection: ${text(reason)}`));
  addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, documentURI }) =>
    found.push(`Content Security Policy: ${effectiveDirective} forbids ${blockedURI} in ${documentURI}`),
  );
  return found;
}

const takeErrors = () => listenToErrors().splice(0);
