// <hpc-operations>: the operation log as an element of any page. docs/embedding.md has the
// contract, panel.d.ts its types. One instance of the WebAssembly serves all elements of a page.

// `cargo xtask embed` fills in the placeholders of this file: names of built files, and lists of
// names that the panel's code holds.
const VERSION = "{{version}}";
const HERE = new URL(".", import.meta.url);
/** What this script and the WebAssembly expect of each other. A change of either that the other does
 * not understand is another number, here and in `panel.json`. */
const PROTOCOL = 1;
/** The files of this build; after an update of the server, those that `panel.json` names. */
let files = {
  script: { name: "{{script}}", integrity: "{{script.integrity}}" },
  wasm: { name: "{{wasm}}", integrity: "{{wasm.integrity}}" },
  style: { name: "{{style}}", integrity: "{{style.integrity}}" },
};

/** Exported for `frame.js` and `mistakes.js`, as are all lists. */
export const ATTRIBUTES = [
  "api-base",
  "base",
  "zone",
  "sign-in",
  "lang",
  "theme",
  "tz",
  "columns",
  "limit",
  "filters",
  "locked-filters",
  "views",
  "controls",
  "live",
  "label",
];
/** Attributes whose change creates a new panel. */
const FOUNDATIONS = ["api-base", "base", "zone", "sign-in"];
/** Attributes that are part of a location. */
const VIEW = ["limit", "tz"];
/** Attributes that are query strings. */
export const QUERIES = ["filters", "locked-filters", "views"];
/** What is easily written for `locked-filters`, in lower case. Nothing is shown with one of them: a
 * lock was meant, and there is none. */
export const MISSPELT_LOCKS = [
  "lockedfilters",
  "locked-filter",
  "lockedfilter",
  "locked_filters",
  "lock-filters",
  "lockfilters",
];
/** Properties without an attribute, so that credentials cannot be read from the markup, and what
 * throws for a value that cannot be used. */
export const IN_MEMORY = {
  fetch(value) {
    if ((value ?? null) !== null && typeof value !== "function") {
      throw new TypeError("fetch takes a function");
    }
  },
  headers: (value) => new Headers(value ?? {}),
  params: (value) => new URLSearchParams(value ?? {}),
};

/** Parts of the panel that can be left out, the filters among them. */
export const CONTROLS = names("{{controls}}");
const FILTERS = names("{{filters}}");
/** Filters that narrow panels fold away. */
const FOLDED = names("{{filters.folded}}");
/** Filters that share the control `time`. */
const TIMES = names("{{params.time}}");
/** Columns that can be left out. */
export const COLUMNS = names("{{columns}}");
/** First path segments of the screens below `base`; the list's comes first. */
const SCREENS = names("{{screens}}");
const [LIST] = SCREENS;
/** The longest location that is taken, in characters. */
const LONGEST_LOCATION = 16_000;
/** The longest message of an error, in characters. */
const LONGEST_MESSAGE = 300;
/** How long the panel's files may take to come, in milliseconds. */
const LONGEST_LOAD = 30_000;
/** How long the page may take to answer a question for credentials until the reader is told, in
 * milliseconds. A later answer still counts. */
const LONGEST_ANSWER = 30_000;

// Symbols, as other people's pages have their own ids, attributes and globals.
/** What kind of page of the panel's own this is, if any: set by boot.js. */
const PAGE = Symbol.for("hpc-operations.page");
/** The message of a panic: set by the WebAssembly, as WebKit hides the errors of a script of
 * another origin. */
const PANIC = Symbol.for("hpc-operations.panic");
/** Whether the page's own script could not start the program: set by boot.js. */
const FAILURE = Symbol.for("hpc-operations.failure");

const TEXTS = {
  zh: {
    crashed: "面板已停止运行",
    crashedWhy: "这是面板自身的错误，您的数据不受影响。",
    unloaded: "面板无法启动",
    unloadedWhy: "脚本未能加载、设置有误，或浏览器太旧。",
    unlocked: "无法确定可以显示哪些操作",
    unlockedWhy: "门户设定的筛选条件为空或无效。",
    outdated: "此页面早于当前版本的面板",
    outdatedWhy: "面板在此页面打开之后已更新，请重新加载页面。",
    again: "重新加载面板",
    reload: "重新加载页面",
  },
  en: {
    crashed: "The panel has stopped",
    crashedWhy: "This is an error in the panel. Your data is not affected.",
    unloaded: "The panel cannot start",
    unloadedWhy: "A script did not load, a setting is invalid, or the browser is too old.",
    unlocked: "Can’t determine which operations to show",
    unlockedWhy: "A filter set by the portal is empty or invalid.",
    outdated: "This page is older than the panel",
    outdatedWhy: "The panel was updated after this page was opened. Reload the page.",
    again: "Reload the panel",
    reload: "Reload the page",
  },
};

// Methods of the element for the code of this module.
const CRASHED = Symbol("crashed");
const SEEN = Symbol("seen");
const APPLY = Symbol("apply");

/** The elements that have a panel. */
const opened = new Set();

// A size container has no intrinsic width, so that it would collapse where the content decides, as
// among flex items or in a dialog. The empty box before it has one, and can shrink.
const FRAME = `:host{display:grid;grid-template-columns:minmax(0,1fr);align-content:start;min-width:min(20rem,100%)}
  :host([hidden]){display:none}
  :host::before{content:"";width:40rem;max-width:100%}`;
/** Style sheets of all elements: the one above, and the panel's. */
let frame, style;
let styled;
/** The running WebAssembly; replaced after a crash. */
let program;
let crashes = 0;

/** Why there is no panel: `screen` is the title of what the reader sees, `code` a heading of
 * embedding.md. */
class NoPanel extends Error {
  constructor(screen, code, message) {
    super(message);
    this.screen = screen;
    this.code = code;
  }
}

/** Looks for the server's files of by now, for all elements that miss theirs. */
let renewing;

async function load() {
  const known = files;
  try {
    return await loaded();
  } catch (error) {
    // The files may have been replaced since this script came.
    if (files === known) {
      if (!["files-gone", "files-blocked"].includes(error.code)) throw error;
      renewing ??= renewed().finally(() => (renewing = undefined));
      if (!(await renewing)) throw error;
    }
    return loaded();
  }
}

async function loaded() {
  const blocked = [];
  const note = ({ blockedURI, effectiveDirective }) => {
    const ours = blockedURI === "wasm-eval" || blockedURI.startsWith(HERE.origin);
    if (ours) blocked.push(effectiveDirective);
  };
  document.addEventListener("securitypolicyviolation", note);
  try {
    styled ??= file(files.style)
      .then((response) => response.text())
      .then((text) => style.replaceSync(text));
    program ??= instantiate();
    const [instance] = await Promise.race([Promise.all([program, styled]), tooLate()]);
    return instance;
  } catch (error) {
    // The next try starts over.
    styled = program = undefined;
    // What a policy forbids fails before it is told why.
    await new Promise((told) => setTimeout(told, 50));
    if (/unsafe-eval|Content.Security.Policy|\bCSP\b/i.test(error) || blocked.includes("script-src")) {
      const missing = "add 'wasm-unsafe-eval' to script-src of the page's Content-Security-Policy";
      throw new NoPanel("unloaded", "csp-wasm", missing);
    }
    if (!blocked.length) throw error;
    const missing = `add ${HERE.origin} to ${blocked[0]} of the page's Content-Security-Policy`;
    throw new NoPanel("unloaded", "csp-files", missing);
  } finally {
    document.removeEventListener("securitypolicyviolation", note);
  }
}

/** Whether the server has other files by now that this script understands. */
async function renewed() {
  try {
    const response = await fetch(new URL("panel.json", HERE), { cache: "no-store" });
    const { version, protocol, files: theirs } = await response.json();
    const isNew = Object.keys(files).some((kind) => files[kind].name !== theirs[kind].name);
    if (protocol !== PROTOCOL || !isNew) return false;
    files = theirs;
    warn(`this page has ${VERSION}, the server ${version}`);
    return true;
  } catch {
    return false;
  }
}

/** A file of this build; rejects where the server has none of that name any more. */
async function file({ name, integrity }) {
  let response;
  try {
    response = await fetch(new URL(name, HERE), { integrity });
  } catch {
    throw new NoPanel("unloaded", "files-blocked", `${name} did not come, or is not the file that was built`);
  }
  const { ok, status, headers } = response;
  // Many servers answer with their start page instead.
  const isPage = headers.get("Content-Type")?.startsWith("text/html");
  if (status === 404 || status === 410 || isPage) {
    throw new NoPanel("outdated", "files-gone", `${name} is gone`);
  }
  if (!ok) throw new NoPanel("unloaded", "files-blocked", `${name}: HTTP ${status}`);
  return response;
}

function tooLate() {
  return new Promise((_, reject) => {
    const message = "the files of the panel did not come in time";
    // An error made here would hold on to the element by its stack.
    setTimeout(() => reject(new NoPanel("unloaded", "files-slow", message)), LONGEST_LOAD);
  });
}

async function instantiate() {
  if (!crashes && document[PAGE] === "frame") return ofThePage();
  const wasm = file(files.wasm);
  // It is told by the script that waits for it, if that comes.
  wasm.catch(() => {});
  // An import checks no integrity and does not say what the server answered; it takes the script
  // from the cache.
  await (await file(files.script)).arrayBuffer();
  // A fragment makes it a new module, with an instance of its own.
  const { name } = files.script;
  const { default: init, Panel } = await import(new URL(crashes ? `${name}#${crashes}` : name, HERE));
  // A start that fails would be shared by one that is tried meanwhile.
  await init({ module_or_path: await wasm });
  return Panel;
}

/** The page in a frame starts the program by itself. */
async function ofThePage() {
  if (!window.wasmBindings) {
    await new Promise((resolve, reject) => {
      const fail = () => reject(new NoPanel("unloaded", "files-blocked", "a script did not load"));
      if (document[FAILURE]) fail();
      document.addEventListener("hpc-operations-failure", fail, { once: true });
      addEventListener("TrunkApplicationStarted", resolve, { once: true });
    });
  }
  return window.wasmBindings.Panel;
}

/** Whether an error came out of the panel, and not merely through it: listeners of the page are
 * called by it, and may throw. */
function isOurs(error) {
  const stack = String(error?.stack ?? "");
  const frames = stack.split("\n").filter((line) => /:\d+|wasm-function/.test(line));
  const ours = (text = "") => text.includes(files.script.name) || text.includes(files.wasm.name);
  return ours(frames[0]) || (error instanceof WebAssembly.RuntimeError && ours(stack));
}

// WebAssembly cannot recover from a trap, and all panels run in one instance.
function crashed(error) {
  const panic = document[PANIC];
  if (!opened.size || !(panic || isOurs(error))) return;
  error = panic ?? error;
  delete document[PANIC];
  crashes += 1;
  program = undefined;
  for (const element of [...opened]) element[CRASHED](error);
}

/** Tells whoever writes the page of mistakes in it; loaded after the panel, which does not need it. */
let mistakes;

/** Tells of mistakes in an attribute, or in all that an element was given. */
function look(element, name) {
  mistakes ??= import("./mistakes.js").catch(() => null);
  mistakes.then((module) => module?.look(element, name));
}

function warn(message, ...more) {
  console.warn(`<hpc-operations>: ${message}`, ...more);
}

/** What watches the page around, once there is an element. */
let sight, languages;

// A server that renders pages imports this, too, and has no elements.
class HpcOperations extends (globalThis.HTMLElement ?? Object) {
  static observedAttributes = [...ATTRIBUTES, ...MISSPELT_LOCKS];
  static version = VERSION;

  #place = tag("div");
  /** Hides what `controls` and `columns` leave out. */
  #hidden = new CSSStyleSheet();
  #state = "waiting";
  #panel = null;
  /** Whether the page has put it somewhere. */
  #asked = false;
  #opening = false;
  /** The location to open the panel at. */
  #location = null;
  #ready = false;
  #seen = true;
  /** Why there is no panel. */
  #failure = null;
  /** Resolved when a screen is settled. */
  #waiting = [];
  /** Without a prototype, which other scripts of the page may have extended. */
  #inMemory = { __proto__: null };
  #renewing = null;
  /** Whether there are credentials that no call has been sent with. */
  #isUntried = false;
  /** Ends a question for credentials, as the page has given some by another way. */
  #given = null;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [frame, style, this.#hidden];
    root.append(this.#place);
    for (const type of ["keydown", "keypress", "keyup"]) root.addEventListener(type, keepKey);
  }

  connectedCallback() {
    this.#takeEarlyProperties();
    for (let root = this.getRootNode(); root; root = root.host?.getRootNode()) {
      languages.observe(root, { subtree: true, attributeFilter: ["lang"] });
    }
    this.#open();
    // It may have been moved below another `lang`.
    this[APPLY]();
  }

  disconnectedCallback() {
    // An element that is moved is back at once.
    queueMicrotask(() => {
      if (!this.isConnected) this.#close();
    });
  }

  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (!this.#asked) return;
    if (mistakes) look(this, name);
    if (FOUNDATIONS.includes(name) || MISSPELT_LOCKS.includes(name)) {
      this.#close();
      this.#open();
    } else if (name === "locked-filters") {
      // The open operation may not match the new locked filters.
      const where = this.#where();
      if (list(where) !== where) this.#go(list(where));
      this[APPLY]();
      if (!this.#panel) this.#open();
    } else if (!this.#panel) {
      this.#apply();
    } else if (name === "filters") {
      this.#go(this.#beginning());
    } else if (VIEW.includes(name)) {
      this.#go(changed(this.#where(), name, after));
    } else {
      this[APPLY]();
    }
  }

  async save() {
    const location = [...new URLSearchParams(this.lockedFilters).keys()].reduce(
      (location, name) => changed(location, name, ""),
      this.#where(),
    );
    return { version: 1, location };
  }

  async restore(state) {
    const location = state?.location;
    const usable =
      state?.version === 1 &&
      typeof location === "string" &&
      location.length <= LONGEST_LOCATION &&
      (location === "" || isScreen(location));
    if (!usable) throw new TypeError("this is no state that save() gave");
    if (this.#where() !== location) await this.#go(location);
  }

  get version() {
    return VERSION;
  }

  /** `waiting`, `loading`, `running`, `signed-out`, `failed` or `crashed`. */
  get state() {
    return this.#state;
  }

  /** Resolves when the first screen is settled; rejects if there is no panel. */
  async whenReady() {
    while (!["failed", "crashed"].includes(this.#state)) {
      if (this.#ready) return;
      await this.#settled();
    }
    throw this.#failure;
  }

  async refresh() {
    this.#panel?.refresh();
    if (this.#panel || this.#opening) await this.#settled();
  }

  /** A framework may set properties before the script with this class has come. */
  #takeEarlyProperties() {
    for (const name of [...ATTRIBUTES.map(camelCase), ...Object.keys(IN_MEMORY)]) {
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
  }

  async #open() {
    this.#asked = true;
    if (this.#panel || this.#opening || !this.isConnected) return;
    this.#opening = true;
    this.#state = "loading";
    this.#ready = false;
    this.#apply();
    this.#place.replaceChildren(skeleton());
    try {
      const Panel = await load();
      if (this.isConnected) this.#start(Panel);
      else this.#state = "waiting";
    } catch (error) {
      this.#showEnd(error instanceof NoPanel ? error : new NoPanel("unloaded", "no-start", String(error)));
    }
    this.#opening = false;
  }

  #start(Panel) {
    const isLocked = this.hasAttribute("locked-filters");
    // React sets no property of an element of the server's markup, and keeps what it was given in a
    // property of its own.
    const misspelt = [...this.getAttributeNames(), ...Object.keys(this)].find(
      (name) => MISSPELT_LOCKS.includes(name.toLowerCase()) || (!isLocked && this[name]?.lockedFilters),
    );
    if (misspelt) {
      throw new NoPanel("unlocked", "lock-misspelt", `"${misspelt}" does not set locked-filters`);
    }
    if (!Panel.can_lock(this.lockedFilters)) {
      throw new NoPanel("unlocked", "lock-unusable", this.lockedFilters);
    }
    const base = new URL(this.base || HERE, document.baseURI);
    const api = new URL(this.apiBase || "api", this.apiBase ? document.baseURI : HERE);
    const settings = {
      api_url: `${api.href.replace(/\/$/, "")}/operation`,
      origin: base.origin,
      zone: this.zone,
      sign_in: this.signIn,
    };
    this.#panel = Panel.open(
      this.#place,
      {
        fetch: (request) => this.#fetch(request),
        renew: (code) => this.#renew(code),
        emit: (type, detail) => this.#emit(type, detail),
      },
      JSON.stringify(settings),
      base.pathname,
      this.#options(),
      this.#where(),
    );
    opened.add(this);
    sight.observe(this);
    look(this);
  }

  #close() {
    if (!this.#panel) return;
    this.#location = this.#where();
    const panel = this.#panel;
    this.#forget();
    // Later, as the panel may be in the middle of the event that made the page remove it.
    queueMicrotask(() => panel.free());
    this.#place.replaceChildren();
  }

  #forget() {
    this.#panel = null;
    this.#ready = false;
    this.#state = "waiting";
    opened.delete(this);
    sight.unobserve(this);
    this.#settle();
  }

  [CRASHED](error) {
    const panel = this.#panel;
    this.#forget();
    try {
      // Otherwise its timers would go on.
      panel.free();
    } catch {
      // Not possible after the crash; its calls are ignored.
    }
    this.#showEnd(new NoPanel("crashed", "crashed", String(error)));
  }

  [SEEN](seen) {
    this.#seen = seen;
    this[APPLY]();
  }

  [APPLY]() {
    this.#apply();
    if (this.#panel && !this.#panel.apply(this.#options())) {
      // Nothing is shown rather than what should not be seen.
      this.#close();
      this.#open();
    }
  }

  #options() {
    return JSON.stringify({
      name: this.label || [...new URLSearchParams(this.lockedFilters).values()].join(" "),
      lang: language(this),
      columns: words(this, "columns")?.concat("operation").join(" ") ?? "",
      live: this.live,
      locked: this.lockedFilters,
      views: this.views,
      sight: this.#seen ? "" : "none",
    });
  }

  /** Styles that need no panel. */
  #apply() {
    const theme = this.theme;
    if (["light", "dark", "system"].includes(theme)) {
      this.#place.dataset.theme = theme;
    } else {
      delete this.#place.dataset.theme;
    }
    const controls = words(this, "controls") ?? CONTROLS.filter((name) => name !== "bar");
    const locked = [...new URLSearchParams(this.lockedFilters).keys()];
    const shown = (name) =>
      (controls.includes(name) || (FILTERS.includes(name) && controls.includes("filters"))) &&
      !locked.includes(name) &&
      !(name === "time" && TIMES.some((time) => locked.includes(time)));
    const hidden = [...CONTROLS, ...locked]
      .filter((name) => !shown(name))
      .map((name) => `[data-control="${CSS.escape(name)}"]`);
    if (!FILTERS.some(shown)) hidden.push('[data-control="filters"]');
    if (!FOLDED.some(shown)) hidden.push("[data-fold]");
    const chosen = words(this, "columns");
    // Columns that the page names are shown at any width.
    if (chosen) this.#place.dataset.columns = chosen.join(" ");
    else delete this.#place.dataset.columns;
    const columns = chosen ?? COLUMNS;
    for (const name of COLUMNS) {
      if (!columns.includes(name)) hidden.push(`[data-column="${name}"]`);
    }
    this.#hidden.replaceSync(hidden.length ? `${hidden}{display:none!important}` : "");
  }

  #where() {
    return this.#panel?.location() ?? this.#location ?? this.#beginning();
  }

  /** The location a panel starts at. */
  #beginning() {
    return VIEW.reduce(
      (location, name) => (this[name] ? changed(location, name, this[name]) : location),
      this.filters ? `${LIST}?${this.filters.replace(/^\?/, "")}` : LIST,
    );
  }

  async #go(location) {
    const before = this.#where();
    this.#location = location;
    this.#panel?.go(location, !!this.shadowRoot.activeElement);
    const waits = this.#panel ? this.#where() !== before : this.#opening;
    if (waits) await this.#settled();
  }

  #settled() {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #settle() {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  async #fetch({ url, headers: own, cache, signal, redirect }) {
    this.#isUntried = false;
    const { fetch, headers, params } = this.#inMemory;
    const known = new URL(url).searchParams;
    const added = new URLSearchParams(params ?? {});
    for (const name of [...added.keys()]) {
      if (known.has(name)) added.delete(name);
    }
    const all = new Headers(own);
    for (const [name, value] of new Headers(headers ?? {})) all.set(name, value);
    const address = added.size ? `${url}&${added}` : url;
    const options = { __proto__: null, headers: all, cache, signal, redirect };
    if (!fetch) return globalThis.fetch(address, options);
    let response;
    try {
      // A function that does not pass the signal on would be waited for without an end.
      response = await Promise.race([fetch(address, options), aborted(signal)]);
      if (typeof response?.text !== "function") throw new TypeError("this is no Response");
    } catch (error) {
      if (signal.aborted) throw error;
      console.error("<hpc-operations>.fetch:", error);
      // The panel knows by the name whose failure it is.
      throw Object.assign(new Error(String(error?.message ?? error)), { name: "PageFetchError" });
    }
    if (response instanceof Response) return response;
    // Of another window.
    const { status, headers: given, type } = response;
    if (type === "opaqueredirect") return new Response("", { status: 401 });
    return new Response(await response.text(), { status, headers: [...given] });
  }

  /** Asks the page for credentials, once for all calls that wait for them. */
  #renew(code) {
    this.#renewing ??= this.#ask(code).finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  async #ask(code) {
    let answer = false;
    let isOver = false;
    this.#dispatch("hpc-need-auth", {
      code,
      respondWith(given) {
        if (isOver) warn("respondWith() came too late: call it in the listener itself, with a promise");
        else answer = given;
      },
    });
    isOver = true;
    const taken = Promise.resolve(answer).then(
      (answer) => this.#take(answer),
      (error) => {
        warn("the promise given to respondWith() was rejected", error);
        return false;
      },
    );
    const givenOtherwise = new Promise((resolve) => {
      this.#given = () => resolve(true);
    });
    const late = new Promise((resolve) => setTimeout(resolve, LONGEST_ANSWER, false));
    // They may have been given while the call that is refused was under way.
    const any = (await Promise.race([taken, givenOtherwise, late])) || this.#isUntried;
    this.#given = null;
    // An answer may still come.
    if (!any) taken.then((has) => has && this.#retry());
    return any;
  }

  /** Takes an answer for credentials; returns whether there are any. */
  #take(answer) {
    if (typeof answer === "boolean" || answer === null || answer === undefined) return answer === true;
    const given = Object.keys(IN_MEMORY).filter((name) => name !== "fetch" && Object.hasOwn(answer, name));
    if (!given.length) {
      warn("respondWith() takes { headers } or { params }, true, false, or a promise of one; not", answer);
      return false;
    }
    try {
      for (const name of given) this.#keep(name, answer[name]);
      return true;
    } catch (error) {
      warn(error.message);
      return false;
    }
  }

  /** Keeps a property in memory; throws if it cannot be used. */
  #keep(name, value) {
    IN_MEMORY[name](value);
    this.#inMemory[name] = value;
    if ((value ?? null) !== null) this.#isUntried = true;
  }

  /** Tries again what was refused, as there are new credentials. */
  #retry() {
    if (this.#given) this.#given();
    else if (this.#state === "signed-out") this.refresh();
  }

  #emit(type, detail) {
    if (type === "hpc-settled") {
      if (this.#panel) this.#state = detail.failure === "signed-out" ? "signed-out" : "running";
      if (!this.#ready) {
        this.#ready = true;
        this.#dispatch("hpc-ready", {});
      }
      this.#settle();
      if (this.#isUntried) this.#retry();
      return true;
    }
    if (type === "hpc-error") {
      Object.assign(detail, { code: detail.kind, help: help(detail.kind) });
    }
    if (type === "hpc-query-change") detail.version = 1;
    if (detail.location) this.#location = detail.location;
    return this.#dispatch(type, detail);
  }

  #dispatch(type, detail) {
    const cancelable = type === "hpc-operation-open";
    return this.dispatchEvent(
      new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable }),
    );
  }

  /** Shows that there is no panel, with a button that reloads it. */
  #showEnd(failure) {
    const { screen: kind, code, message } = failure;
    this.#state = kind === "crashed" ? "crashed" : "failed";
    this.#failure = failure;
    const texts = TEXTS[/^zh/i.test(language(this)) ? "zh" : "en"];
    const isOutdated = kind === "outdated";
    const again = tag("button", "op-button op-button-primary", texts[isOutdated ? "reload" : "again"]);
    again.type = "button";
    again.addEventListener("click", () => (isOutdated ? location.reload() : this.#open()));
    const screen = tag("div", "op-crash");
    screen.setAttribute("role", "alert");
    screen.setAttribute("part", "failure");
    screen.append(
      tag("h2", "", texts[kind]),
      tag("p", "", texts[`${kind}Why`]),
      tag("pre", "", message.slice(0, LONGEST_MESSAGE)),
    );
    // A reader cannot change what the page has set.
    if (kind !== "unlocked") screen.append(again);
    const shell = tag("div", "op-console");
    shell.append(slot("unavailable", screen));
    this.#place.replaceChildren(shell);
    console.error(`<hpc-operations>: ${message} (${help(code)})`);
    this.#dispatch("hpc-error", {
      kind: isOutdated ? "unloaded" : kind,
      code,
      message: `${texts[kind]}: ${message}`.slice(0, LONGEST_MESSAGE),
      help: help(code),
    });
    if (kind !== "crashed") this.#emit("hpc-settled", { failure: kind });
    look(this);
  }

  static {
    for (const name of ATTRIBUTES) {
      if (name === "lang") continue;
      Object.defineProperty(this.prototype, camelCase(name), {
        configurable: true,
        enumerable: true,
        get() {
          return this.getAttribute(name) ?? "";
        },
        set(value) {
          if (value === null || value === undefined) this.removeAttribute(name);
          else this.setAttribute(name, asText(name, value));
        },
      });
    }
    for (const name of Object.keys(IN_MEMORY)) {
      Object.defineProperty(this.prototype, name, {
        configurable: true,
        enumerable: true,
        get() {
          return this.#inMemory[name] ?? null;
        },
        set(value) {
          this.#keep(name, value);
          if (this.#isUntried) this.#retry();
        },
      });
    }
  }
}

/** The property of an attribute; exported for `frame.js`. */
export function camelCase(name) {
  return name.replace(/-./g, (part) => part[1].toUpperCase());
}

/** A list or an object as the attribute has it. */
function asText(name, value) {
  if (Array.isArray(value)) return value.join(" ");
  if (!QUERIES.includes(name) || typeof value !== "object") return String(value);
  // A value that is not there yet must not become a word.
  return String(new URLSearchParams(Object.entries(value).map(([key, text]) => [key, text ?? ""])));
}

/** The words of an attribute; empty without it. */
function words(element, name) {
  return element.getAttribute(name)?.split(/[\s,]+/);
}

/** Whether a location leads to a screen; exported for `frame.js`. */
export function isScreen(location) {
  return SCREENS.includes(location.split(/[/?]/)[0]);
}

/** The list that a location was opened from. */
function list(location) {
  return location.replace(/^[^?]*/, LIST);
}

/** The names in a text, separated by blanks. */
function names(text) {
  return text.split(" ");
}

/** A location with another value of a parameter; another page size leads to the first page. */
function changed(location, name, value) {
  const [path, text] = location.split("?");
  const query = new URLSearchParams(text);
  query.delete(name);
  if (value) query.set(name, value);
  if (name === "limit") query.delete("page");
  return query.size ? `${path}?${query}` : path;
}

/** Text boxes keep their keys: to the page around, all of them come from the element, and would be
 * taken for its shortcuts. */
function keepKey(event) {
  const [box] = event.composedPath();
  const isText = box.matches("input:not([type=radio], [type=checkbox]), select, textarea");
  const isChord = event.ctrlKey || event.metaKey || event.altKey;
  if (isText && !isChord && !/^(Escape|Tab|F\d+)$/.test(event.key)) event.stopPropagation();
}

/** The language around an element. */
function language(element) {
  for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
    const lang = at.getAttribute("lang");
    if (lang) return lang;
  }
  return navigator.language;
}

function aborted(signal) {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

function tag(name, classes = "", text = "") {
  const element = document.createElement(name);
  if (classes) element.className = classes;
  element.textContent = text;
  return element;
}

/** Where the documentation of this build explains a failure. */
function help(code) {
  return new URL(`embedding.md#${code}`, HERE).href;
}

/** A place that the page may fill with something else. */
function slot(name, content) {
  const slot = tag("slot");
  slot.name = name;
  slot.append(content);
  return slot;
}

/** The placeholder until the panel is there. */
function skeleton() {
  const rows = tag("div", "op-skeleton");
  for (let row = 0; row < 8; row += 1) rows.append(tag("div", "op-skeleton-row"));
  const shell = tag("div", "op-console");
  shell.setAttribute("aria-busy", "true");
  shell.append(slot("loading", rows));
  return shell;
}

/** Makes `<hpc-operations>` known to the page, once; where there are no elements, it does nothing. */
export function define() {
  const { customElements } = globalThis;
  const other = customElements?.get("hpc-operations");
  if (other && other.version !== VERSION) {
    warn(`version ${other.version} is in use; this script is ${VERSION}`);
  }
  if (!customElements || other) return;
  frame = new CSSStyleSheet();
  frame.replaceSync(FRAME);
  style = new CSSStyleSheet();
  addEventListener("error", (event) => crashed(event.error));
  addEventListener("unhandledrejection", (event) => crashed(event.reason));
  sight = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) target[SEEN](isIntersecting);
    },
    { rootMargin: "200px" },
  );
  // The elements follow the `lang` of what is around them.
  languages = new MutationObserver(() => {
    for (const element of opened) element[APPLY]();
  });
  customElements.define("hpc-operations", HpcOperations);
}

define();
