// Reads properties of elements.

// Whether it is in a row that is too far from the screen to be laid out (content-visibility).
function isFar(element) {
  const cell = element.closest("tr")?.firstElementChild ?? element;
  return cell.checkVisibility() && !cell.checkVisibility({ contentVisibilityAuto: true });
}

// The visible text in one line; that of a row that is scrolled to as well.
const shown = (element) =>
  squeeze((isFar(element) ? null : element.innerText) ?? element.textContent);

function inWords(element) {
  const name = nameOf(element).slice(0, 60);
  return `${roleOf(element) || element.localName} "${name}"`;
}

function activeElement() {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

function focused() {
  const active = activeElement();
  if (!active || active === document.body || active === document.documentElement) return null;
  return {
    tag: active.localName,
    id: active.id,
    role: roleOf(active),
    name: nameOf(active),
    field: active.getAttribute("name") ?? "",
  };
}

function caret() {
  const active = activeElement();
  return typeof active?.selectionStart === "number" ? [active.selectionStart, active.selectionEnd] : null;
}

// Why an element accepts no click or key now; undefined if it does.
function refusal(element) {
  if (element.matches(":disabled") || element.getAttribute("aria-disabled") === "true") return "it is disabled";
  return null;
}

// The element to click, scrolled into view: the label of a switch that is hidden behind it.
function clickTarget(element) {
  const { top: above, bottom: below } = element.getBoundingClientRect();
  // Some drivers do not scroll to an element that is cut off by the edge of the window.
  if (above < 0 || below > innerHeight) element.scrollIntoView({ block: "nearest", behavior: "instant" });
  const label = element.labels?.[0];
  if (!label || !element.matches("[type=checkbox], [type=radio]")) return element;
  element.scrollIntoView({ block: "nearest" });
  const box = element.getBoundingClientRect();
  const top = element.getRootNode().elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return top === element ? element : label;
}

// The cells of the table's body by column, and the ID of each row.
function tableRows(scope = document) {
  return all(scope, "tbody tr").filter(visible).map((row) => ({
    id: row.dataset.jobId ?? null,
    cells: Object.fromEntries(
      [...row.querySelectorAll("[data-column]")].map((cell) => [cell.dataset.column, shown(cell)]),
    ),
  }));
}
