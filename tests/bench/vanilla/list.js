// The same list without a library: rows are reused, one listener serves the table, and the list
// stays in the document while one operation is shown.
const list = document.getElementById("list");
const detail = document.getElementById("detail");
const form = list.querySelector("form");
const body = list.querySelector("tbody");
const names = { pending: "In progress", successful: "Successful", failed: "Failed" };
let rows = [];
let shown = location.search;
let generation = 0;

const cell = (tag, ...children) => {
  const element = document.createElement(tag);
  element.append(...children);
  return element;
};

const row = () => {
  const line = document.createElement("tr");
  const name = cell("th", document.createElement("a"), document.createElement("small"));
  name.scope = "row";
  const texts = Array.from({ length: 7 }, () => cell("td", ""));
  line.append(texts[0], name, ...texts.slice(1));
  line.parts = [
    texts[0].firstChild,
    name.firstChild,
    name.lastChild,
    ...texts.slice(1).map((text) => text.firstChild),
  ];
  return line;
};

const clock = (time) => time?.replace("T", " ").replace("Z", "") ?? "";

const duration = ({ create_time, status_time }) => {
  const seconds = (Date.parse(status_time) - Date.parse(create_time)) / 1000;
  if (!Number.isFinite(seconds)) return "";
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

const fill = (line, operation) => {
  const [time, link, action, status, ...rest] = line.parts;
  line.dataset.jobId = operation.job_id;
  time.data = clock(operation.create_time);
  link.textContent = operation.action_describe || operation.job_action;
  link.href = "operations/" + operation.job_id;
  action.textContent = operation.job_action;
  status.data = names[operation.status] ?? operation.status;
  status.parentNode.dataset.status = operation.status;
  const texts = [
    operation.resource_ids,
    operation.owner,
    operation.submitter,
    duration(operation),
    operation.error_codes,
  ];
  rest.forEach((node, index) => (node.data = texts[index] ?? ""));
};

const show = ({ job_set, total_count }) => {
  rows = job_set;
  while (body.rows.length > rows.length) body.lastChild.remove();
  while (body.rows.length < rows.length) body.append(row());
  rows.forEach((operation, index) => fill(body.rows[index], operation));
  const asked = new URLSearchParams(shown);
  const limit = Number(asked.get("limit") ?? 20);
  const page = Number(asked.get("page") ?? 1);
  form.querySelector("output").textContent =
    `${(page - 1) * limit + 1}–${(page - 1) * limit + rows.length} of ${total_count}`;
  for (const [rel, to] of [
    ["prev", page - 1],
    ["next", page + 1],
  ]) {
    asked.set("page", to);
    form.querySelector(`[rel=${rel}]`).href = "operations?" + asked;
  }
  form.search_word.value = asked.get("search_word") ?? "";
  form.status.value = asked.get("status") ?? "";
  form.limit.value = limit;
};

const open = (id) => {
  const operation = rows.find((row) => row.job_id === id);
  detail.querySelector("h1").textContent = operation?.action_describe ?? id;
  detail.querySelector("dl").replaceChildren(
    ...Object.entries(operation ?? {}).flatMap(([name, value]) => [
      cell("dt", name),
      cell("dd", value ?? ""),
    ]),
  );
  detail.querySelector("pre").textContent = JSON.stringify(operation, null, 2);
};

const render = async () => {
  const id = location.pathname.split("/operations/")[1];
  list.hidden = Boolean(id);
  detail.hidden = !id;
  if (id) return open(id);
  if (location.search === shown) return;
  const mine = (generation += 1);
  const asked = location.search;
  const answer = await call(asked);
  if (mine !== generation) return;
  shown = asked;
  show(answer);
};

const go = (href) => {
  history.pushState(null, "", href);
  render();
};

const edit = (name, value) => {
  const asked = new URLSearchParams(location.search);
  asked.delete("page");
  if (value) asked.set(name, value);
  else asked.delete(name);
  go("operations?" + asked);
};

let pause;
form.addEventListener("input", ({ target }) => {
  if (target.name !== "search_word") return;
  clearTimeout(pause);
  pause = setTimeout(() => edit("search_word", target.value), 300);
});
form.addEventListener("change", ({ target }) => {
  if (target.name !== "search_word") edit(target.name, target.value);
});
form.addEventListener("submit", (event) => event.preventDefault());
list.querySelector("thead button").addEventListener("click", () => {
  const oldest = new URLSearchParams(location.search).get("reverse") === "0";
  edit("reverse", oldest ? "" : "0");
});
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.button || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  go(link.href);
});
addEventListener("popstate", render);

first.then(show);
