// Roles and accessible names, as far as pages use them.

// Elements with an implicit role.
const NATIVE_ROLES = {
  button: "button, summary, input:is([type=button], [type=submit], [type=reset], [type=image])",
  link: "a[href], area[href]",
  heading: "h1, h2, h3, h4, h5, h6",
  checkbox: "input[type=checkbox]",
  radio: "input[type=radio]",
  combobox: "select:not([multiple], [size]), input[list]",
  listbox: "select:is([multiple], [size])",
  option: "option",
  searchbox: "input[type=search]:not([list])",
  spinbutton: "input[type=number]",
  textbox: "textarea, input:not([type], [list]), input:is([type=text], [type=email], [type=tel], [type=url]):not([list])",
  table: "table",
  row: "tr",
  columnheader: "th[scope=col], thead th:not([scope])",
  rowheader: "th[scope=row]",
  cell: "td",
  list: "ul, ol, menu",
  listitem: "li",
  dialog: "dialog",
  group: "fieldset, details",
  banner: "header",
  main: "main",
  navigation: "nav",
  search: "search",
  region: "section",
  form: "form",
  contentinfo: "footer",
  status: "output",
  progressbar: "progress",
  img: "img",
};

const squeeze = (text) => text.replace(/\s+/g, " ").trim();

function visible(element) {
  const box = element.getBoundingClientRect();
  return element.checkVisibility({ visibilityProperty: true }) && box.width > 0 && box.height > 0;
}

function roleOf(element) {
  const said = element.getAttribute("role")?.trim().split(/\s+/)[0];
  if (said) return said;
  return Object.keys(NATIVE_ROLES).find((role) => element.matches(NATIVE_ROLES[role])) ?? "";
}

// The text that a screen reader speaks for the content.
function textOf(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  if (node.getAttribute("aria-hidden") === "true" || !node.checkVisibility({ visibilityProperty: true })) return "";
  const said = node.getAttribute("aria-label");
  if (said) return said;
  if (node.localName === "img") return node.alt;
  if (node.localName === "svg") return node.querySelector(":scope > title")?.textContent ?? "";
  return insideOf(node);
}

function insideOf(element) {
  const inside = [...(element.shadowRoot ?? element).childNodes].map(textOf).join("");
  return getComputedStyle(element).display.startsWith("inline") ? inside : ` ${inside} `;
}

function nameOf(element) {
  const referred = (element.getAttribute("aria-labelledby") ?? "")
    .split(/\s+/)
    .map((id) => id && element.getRootNode().getElementById(id))
    .filter(Boolean);
  const candidates = [
    () => referred.map((other) => other.getAttribute("aria-label") ?? insideOf(other)).join(" "),
    () => element.getAttribute("aria-label"),
    () => [...(element.labels ?? [])].map((label) => labelText(label, element)).join(" "),
    () => (element.matches("input:is([type=button], [type=submit], [type=reset])") ? element.value : ""),
    () => element.getAttribute("alt"),
    () => ({ table: element.caption, fieldset: element.querySelector(":scope > legend") })[element.localName],
    () => (element.matches("input, select, textarea, table, fieldset, form, section, nav") ? "" : insideOf(element)),
    () => element.getAttribute("title"),
    () => element.getAttribute("placeholder"),
  ];
  for (const candidate of candidates) {
    const found = candidate();
    const text = squeeze(found instanceof Element ? insideOf(found) : (found ?? ""));
    if (text) return text;
  }
  return "";
}

// A label's text without that of a control inside of it.
function labelText(label, control) {
  const parts = [...label.childNodes].map((node) => {
    if (node === control) return "";
    return node.contains(control) ? labelText(node, control) : textOf(node);
  });
  return parts.join(" ");
}
