// Shows the rows of the first answer, as the panel will, until it is there, takes the choice of another
// status, and keeps what is typed and pressed for the panel. What needs judgement is left to it as well:
// a row stays a grey bar, a query or an answer stays the skeleton.
(() => {
  const shell = document.querySelector("#console .op-shell-filters");
  const list = document.querySelector("#console .op-list");
  if (!shell) return;
  const skeleton = list.lastElementChild;
  let call;
  let query;
  let hasScrolled = false;
  // Of buttons that do nothing before the panel is there.
  let presses = [];
  const search = shell.querySelector("[name=search_word]");
  // What the address searches for.
  let searched = "";
  const texts = {{texts}}[document.documentElement.lang];
  const KEYS = "{{params}}".split(" ");
  const icons = {
    pending: "M8 2a6 6 0 1 1-5.2 3M8 5v3.2l2 1.4",
    successful: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2M5.3 8.2l1.9 1.9 3.6-3.9",
    failed: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2M6 6l4 4M10 6l-4 4",
  };
  const isTime = /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;
  // No blank at an end, and no character that the panel marks.
  const isText = /^(?! )[ -~\u3001-\u3011\u4e00-\u9fff\uff01-\uff5e]*(?<! )$/;
  const fields = {
    job_id: /^[\w-]{1,64}$/,
    job_action: isText,
    action_describe: isText,
    status: /^(pending|successful|failed)$/,
    create_time: isTime,
    resource_ids: /^([\w-]+( [\w-]+)*)?$/,
    owner: /^[\w-]{0,64}$/,
    submitter: isText,
    // One code, alone or before its message, which names no other.
    error_codes: /^(\d{4}(: [A-Z][ -'*-~]*(\([a-z]+\))?)?)?$/,
  };
  // Anything else marks texts, adds a column or turns the order. A timeline takes room above the rows.
  const isPlain = (key) => /^(status|owner|start_time|end_time|zone|limit|page|tz)$/.test(key);
  // How long the panel waits for an answer, and how much longer for its rows, in milliseconds.
  const LATE = 250;
  const LATE_BODY = 1000;
  const frame = () => new Promise(requestAnimationFrame);
  // What the browser has not told of yet counts as never painted once the panel takes its place.
  const painted = () => new Promise((done) => new PerformanceObserver(done).observe({ type: "paint", buffered: true }));
  // The minifier drops the attribute of the first, whose value would be another then.
  const valueOf = (choice) => choice.getAttribute("value") || "";
  // The panel's start would hold these rows back: it waits until they are painted, unless they are late.
  window.hpcOperationsFirstRows = new Promise((start) => {
    Promise.resolve(begin()).then(start);
    setTimeout(() => setTimeout(start, call?.received ? LATE_BODY : 0), LATE);
  });
  const { embed, shell: screen } = document.documentElement.dataset;
  shell.querySelector("fieldset").disabled = search.disabled = embed === "" || screen;
  addEventListener("scroll", () => (hasScrolled = true), { once: true });
  addEventListener("popstate", again);
  window.hpcOperationsLeave = leave;
  // The reader may be inside of a word of an input method: the panel waits for its end.
  search.addEventListener("compositionstart", () => {
    window.hpcOperationsComposed = new Promise((done) => search.addEventListener("compositionend", done));
  });
  shell.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    if (key !== "/" || target.name === search.name || ctrlKey || metaKey || altKey) return;
    if (!shell.isConnected || stored("single-keys") === "off") return;
    event.preventDefault();
    search.focus();
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    // Another order after another is one; of menus, one is open.
    presses = presses.filter(({ target }) => target.closest("thead"));
    presses.push(event);
    button.style.cssText = "opacity:.5;cursor:progress";
  });
  // The address has what is chosen; the panel reads it there.
  shell.addEventListener("change", ({ target }) => {
    if (target === search) return;
    const asked = new URLSearchParams(location.search);
    asked.delete("page");
    asked.delete("status");
    if (valueOf(target)) asked.set("status", valueOf(target));
    history.pushState(null, "", location.pathname + (String(asked) && "?" + asked));
    dispatchEvent(new Event("popstate"));
  });

  function again() {
    if (!shell.isConnected) return;
    presses = [];
    list.replaceChildren(list.firstElementChild, skeleton);
    list.querySelectorAll(".op-zone, .op-summary").forEach((told) => told.remove());
    // A panel that is being built hears of the address, and asks itself.
    if (!window.hpcOperationsAsk) return;
    window.hpcOperationsAsk(true);
    begin();
  }

  // Returns when the rows are painted, or stay the skeleton.
  function begin() {
    const mine = (call = window.hpcOperationsFirstCall);
    const asked = new URLSearchParams(location.search);
    const status = asked.get("status") || "";
    if (search.value === searched) search.value = searched = asked.get(search.name) || "";
    shell.querySelectorAll("[type=radio]").forEach((choice) => (choice.checked = valueOf(choice) === status));
    query = call && call.list;
    if (!query || !Object.keys(query).every(isPlain)) return;
    if (stored("columns") || stored("timeline") === "on") return;
    // The panel puts what is remembered into the address, and leaves out what goes without saying.
    query.limit ||= query.page ? "" : stored("limit");
    query.tz ||= stored("time-zone");
    if (query.limit === "20") query.limit = "";
    if (query.page === "1") query.page = "";
    if (query.tz === "local") query.tz = "";
    return call.text
      .then(JSON.parse)
      .then((answer) => mine === call && show(answer))
      .then(frame)
      .then(frame)
      .then(painted)
      .catch(() => {});
  }

  function stored(key) {
    try {
      return localStorage.getItem("hpc-operations." + key) || "";
    } catch (error) {
      return "";
    }
  }

  // How far down this entry of the history was left, as src/state/position.rs has it.
  function left() {
    try {
      const positions = sessionStorage.getItem("hpc-operations.positions");
      return RegExp(`^${history.state} (\\d+)`, "m").exec(positions)[1];
    } catch (error) {
      return 0;
    }
  }

  // Whether rows are what was asked for.
  function areAsked(rows) {
    let before = query.end_time || "3";
    for (const row of rows) {
      const time = row.create_time;
      if (query.status && row.status !== query.status) return false;
      if (query.owner && row.owner !== query.owner) return false;
      // The row of another time stays a bar.
      if (!isTime.test(time)) continue;
      if (time > before || time < query.start_time) return false;
      before = time;
    }
    return rows.length <= (query.limit || 20) && new Set(rows.map((row) => row.job_id)).size === rows.length;
  }

  function show({ ret_code, job_set: rows, total_count: total }) {
    if (ret_code !== 0 || !rows.length || !areAsked(rows) || !shell.isConnected) return;
    const [zone, summary, active, box] = document.getElementById("first-rows").content.cloneNode(true).children;
    box.firstChild.dataset.density = stored("density") === "compact" ? "compact" : "comfortable";
    const [headings, body] = box.querySelectorAll("tr, tbody");
    [...headings.children].forEach((heading, index) => {
      heading.querySelector("span").textContent = texts.columns[index];
    });
    const [model, bar] = body.children;
    const made = rows.map((row, index) => {
      const made = model.cloneNode(true);
      return fill(made, row, index ? -1 : 0) ? made : bar.cloneNode(true);
    });
    body.replaceChildren(...made);
    if (rows.every((row) => isTime.test(row.create_time)) && tell(summary, rows.length, total)) {
      zone.textContent = texts.zone.replace("#", call.zone);
      list.firstElementChild.append(zone, summary);
    }
    const chips = active.querySelector("ul");
    const asked = KEYS.filter((key) => texts.filters[key] && query[key]);
    chips.replaceChildren(
      ...asked.map((key) => {
        const chip = chips.firstChild.cloneNode(true);
        const value = query[key];
        chip.firstChild.textContent = texts.filters[key];
        chip.lastChild.textContent = texts[value] || (isTime.test(value) ? clock(value) : value);
        return chip;
      }),
    );
    const [clear, copy] = active.querySelectorAll(".op-button");
    clear.textContent = texts.clear;
    copy.textContent = texts.copy;
    skeleton.replaceWith(...(asked.length ? [active, box] : [box]));
    // A page that is loaded again stands where it was left.
    const top = !hasScrolled && left();
    if (top) scrollTo(scrollX, top);
  }

  // Which rows they are, and their order, unless the count needs judgement. Returns whether it was told.
  function tell(summary, count, total) {
    const limit = query.limit || 20;
    const first = (query.page || 1) * limit - limit + 1;
    const last = first + count - 1;
    if (!Number.isSafeInteger(total) || total < last || (count < limit && total > last)) return;
    const [range, order] = summary.children;
    const figures = { first, last, total };
    range.textContent = texts.range.replace(/{(\w+)}/g, (_, name) => grouped(figures[name]));
    order.textContent = texts.order;
    return true;
  }

  function grouped(number) {
    return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
  }

  // Whether a row could be filled in.
  function fill(made, row, tab) {
    const value = {};
    for (const key in fields) {
      value[key] = row[key] ?? "";
      if (typeof value[key] !== "string" || !fields[key].test(value[key])) return;
    }
    const { job_id: id, job_action: action, status, create_time: created } = value;
    const code = value.error_codes.slice(0, 4);
    const known = Object.hasOwn(texts.actions, action) && texts.actions[action];
    const name = known || value.action_describe || (texts.isEnglish && action);
    const isChinese = /[\u4e00-\u9fff]/.test(name);
    const isOver = status !== "pending";
    const meaning = texts.codes[code];
    if (!name || !(isChinese || texts.isEnglish) || !(meaning || !code)) return;
    if (isOver && !isTime.test(row.status_time)) return;
    const [time, operation, badge, resources, owner, submitter, duration, error, menu] = made.children;
    made.dataset.jobId = id;
    time.firstChild.dateTime = created;
    time.firstChild.textContent = clock(created);
    const [link, sub] = operation.children;
    link.href = href("operations/" + id);
    link.tabIndex = tab;
    link.textContent = name;
    if (isChinese && texts.isEnglish) link.lang = "zh-CN";
    sub.textContent = action;
    const [icon, word] = badge.firstChild.children;
    badge.firstChild.dataset.status = status;
    icon.firstChild.setAttribute("d", icons[status]);
    word.textContent = texts[status];
    const ids = value.resource_ids.split(" ");
    const others = ids.length - 1;
    fillLink(resources, "resource_ids", ids.find((id) => /^e?hpc[-_]./i.test(id)) || ids[0]);
    const button = resources.lastChild;
    button.textContent = "+" + others;
    button.setAttribute("aria-label", texts.others[others > 1 ? 1 : 0].replace("#", others));
    button.tabIndex = tab;
    if (!others) resources.replaceChildren(resources.firstChild);
    fillLink(owner, "owner", value.owner);
    submitter.textContent = value.submitter;
    // By the server's clock; the panel goes on from there.
    const end = isOver ? row.status_time : call.date || new Date();
    const seconds = (new Date(end) - new Date(created)) / 1000;
    const took = span(isOver ? seconds : Math.max(seconds, 0));
    duration.textContent = isOver ? took : texts.running.replace("#", took);
    fillLink(error, "search_word", code, code + " " + meaning);
    if (!code) error.textContent = "";
    menu.firstChild.tabIndex = tab;
    menu.firstChild.setAttribute("aria-label", texts.menu.replace("#", name + ", " + clock(created)));
    return true;
  }

  // A link to the list of what has a value too, or a dash.
  function fillLink(cell, key, value, text = value) {
    const link = cell.firstChild;
    link.textContent = value ? text : texts.none;
    if (value) link.href = href("operations", { page: "", [key]: value });
    else link.className = "op-none";
  }

  // An address below the base, with the query of this one after a change.
  function href(path, change) {
    const after = { ...query, ...change };
    const pairs = KEYS.filter((key) => after[key]).map((key) => key + "=" + after[key]);
    const search = pairs.join("&");
    return call.base + path + (search && "?" + search);
  }

  function clock(iso) {
    const time = new Date(iso);
    const east = { utc: 0, utc8: 480 }[query.tz] ?? -time.getTimezoneOffset();
    return new Date(+time + east * 60000).toISOString().slice(0, 19).replace("T", " ");
  }

  // The two largest units, as src/view/format.rs has them.
  function span(seconds) {
    if (seconds < 0) return texts.none;
    const counts = [seconds / 86400, (seconds / 3600) % 24, (seconds / 60) % 60, seconds % 60];
    const first = counts.findIndex((count, index) => count >= 1 || index === 3);
    const words = counts.map((count, index) => {
      const isShown = index === first || (index === first + 1 && count >= 1);
      return isShown && texts.units[index].replace("#", Math.floor(count));
    });
    return words.filter(Boolean).join(" ");
  }

  // Called before the panel takes the place of the rows; returns what puts the reader back where he
  // was: scroll position, focus, typed and selected text, and buttons that were pressed.
  function leave() {
    // To read it makes the browser lay out what is about to go.
    const top = hasScrolled && scrollY;
    const focused = document.activeElement;
    const isSearch = focused === search;
    const isChoice = !isSearch && shell.contains(focused);
    const { value, selectionStart, selectionEnd } = search;
    const selection = getSelection();
    const { anchorNode, anchorOffset, focusNode, focusOffset, isCollapsed } = selection;
    const ends = isCollapsed ? [] : [spot(anchorNode, anchorOffset), spot(focusNode, focusOffset)];
    return () => {
      if (hasScrolled) scrollTo(scrollX, top);
      same(focused)?.focus({ preventScroll: true });
      if (isChoice) document.querySelector("#console [name=status]:checked")?.focus();
      const box = document.querySelector("#console [name=search_word]");
      if (isSearch) box.focus();
      if (value !== searched) {
        box.value = value;
        // Who has gone elsewhere has left it, so that its text is searched for.
        const events = isSearch ? ["input"] : ["input", "change", "blur"];
        events.forEach((type) => box.dispatchEvent(new Event(type, { bubbles: true })));
      }
      if (isSearch) box.setSelectionRange(selectionStart, selectionEnd);
      presses.forEach((event) => same(event.target.closest("button"))?.dispatchEvent(new MouseEvent("click", event)));
      const [start, end] = ends.map(nodeAt);
      if (start && end) selection.setBaseAndExtent(...start, ...end);
    };
  }

  // The link or button of the panel in the place of one.
  function same(element) {
    const controls = (row) => [...row.querySelectorAll("a, button")];
    const row = element?.closest("tr");
    const after = row && find(row);
    return after && controls(after)[controls(row).indexOf(element)];
  }

  // The row of the panel in the place of one. That of the headings has no id, nor has a grey bar, in
  // whose place is none.
  function find(row) {
    const id = row?.dataset.jobId;
    const name = id ? `tr[data-job-id="${id}"]` : row?.closest("thead") && "thead tr";
    return name && document.querySelector("#console " + name);
  }

  // A place in a text: its row, the number of its cell, and the characters before it there.
  function spot(node, offset) {
    const cell = (node.closest ? node : node.parentNode).closest("tr > *");
    if (!cell) return;
    const before = document.createRange();
    before.setStart(cell, 0);
    before.setEnd(node, offset);
    return [cell.parentNode, cell.cellIndex, String(before).length];
  }

  function nodeAt(spot) {
    const cell = spot && find(spot[0])?.cells[spot[1]];
    const nodes = cell && document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let left = spot?.[2]; nodes?.nextNode(); left -= nodes.currentNode.length) {
      if (left <= nodes.currentNode.length) return [nodes.currentNode, left];
    }
  }
})();
