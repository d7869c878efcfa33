// Tells whoever writes a page with `<hpc-operations>` of mistakes in it, once each, in the console.
// panel.js loads it when there is a panel, or a reason why there is none.
import { ATTRIBUTES, COLUMNS, CONTROLS, IN_MEMORY, QUERIES, camelCase } from "./panel.js";

/** Keys of a query. `cargo xtask embed` fills them in. */
const KEYS = "{{keys}}".split(" ");
/** The words that attributes take, where they take no others. */
const WORDS = {
  columns: COLUMNS,
  controls: [...CONTROLS, "filters"],
  live: ["off", "15", "30", "60"],
  theme: ["light", "dark", "system", "host"],
  tz: ["local", "utc", "utc8"],
};
/** Attributes of any element, which are not the panel's. */
const GLOBAL = /^(class|dir|draggable|exportparts|hidden|id|inert|is|nonce|part|popover|role|slot|style|tabindex|title|translate|xmlns|on.*|data-.*|aria-.*|.*[:@#.].*|_.*|v-.*|ng-.*|bis_.*)$/;
/** How many views are offered. */
const MOST_VIEWS = 50;
/** How many letters a name may be off to be taken for another. */
const NEAR = 2;

const told = new Set();

function tell(message) {
  if (told.has(message)) return;
  told.add(message);
  console.warn(`<hpc-operations>: ${message}`);
}

/** Looks at one attribute of an element, or at everything that it was given. */
export function look(element, name) {
  if (name) return lookAt(element, name);
  for (const name of element.getAttributeNames()) lookAt(element, name);
  for (const key of Object.keys(element)) {
    const meant = near(key, [...ATTRIBUTES.map(camelCase), ...Object.keys(IN_MEMORY)]);
    if (meant) tell(`there is no property "${key}": ${meant}`);
  }
}

function lookAt(element, name) {
  const value = element.getAttribute(name);
  if (value === null) return;
  if (Object.hasOwn(IN_MEMORY, name)) {
    tell(`${name} is a property and no attribute, which any script could read`);
  } else if (!ATTRIBUTES.includes(name)) {
    const meant = GLOBAL.test(name) ? null : near(name, ATTRIBUTES);
    if (meant) tell(`there is no attribute "${name}": ${meant}`);
  } else if (value.trim().match(/^[[{]/)) {
    const form = QUERIES.includes(name) ? "a query string, as status=failed" : "words with blanks between";
    tell(`${name} takes ${form}; JSON is not read. A list or an object can be set as the property`);
  } else if (name === "views") {
    const views = [...new URLSearchParams(value)];
    if (views.length > MOST_VIEWS) tell(`views: ${views.length} are too many; the first ${MOST_VIEWS} are offered`);
    for (const [title, query] of views.slice(0, MOST_VIEWS)) {
      if (!title.trim()) tell(`views: a view has no name: "${query}"`);
      lookAtKeys(`views: ${title}`, query);
    }
  } else if (QUERIES.includes(name)) {
    lookAtKeys(name, value);
  } else if (name === "limit") {
    if (!/^(100|[1-9]\d?)$/.test(value)) tell(`limit takes a number from 1 to 100; not "${value}"`);
  } else if (name === "lang") {
    if (!/^(zh|en)\b/i.test(value)) tell(`lang takes zh-CN or en; the panel has no "${value}"`);
  } else if (WORDS[name]) {
    for (const word of value.split(/[\s,]+/).filter(Boolean)) {
      if (!WORDS[name].includes(word)) tell(`${name}: there is no "${word}"${hint(word, WORDS[name])}`);
    }
  }
}

/** Looks at the keys of a query string. */
function lookAtKeys(name, value) {
  for (const key of new URLSearchParams(value).keys()) {
    if (!KEYS.includes(key)) tell(`${name}: there is no filter "${key}"${hint(key, KEYS)}`);
  }
}

/** What may have been meant, or all there is. */
function hint(word, known) {
  return `: ${near(word, known) ?? known.join(", ")}`;
}

/** The known name that a wrong one is closest to, whatever its case and joints; `undefined` if none
 * is near. */
function near(name, known) {
  if (known.includes(name)) return undefined;
  const bare = (text) => text.toLowerCase().replace(/[-_]/g, "");
  const distances = known.map((other) => [distance(bare(name), bare(other)), other]);
  const [[least, closest]] = distances.sort(([a], [b]) => a - b);
  return least <= Math.min(NEAR, name.length / 3) ? closest : undefined;
}

/** Letters that have to be changed, added or taken away to make one text of another. */
function distance(from, to) {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const change = row[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1);
      next[j] = Math.min(change, row[j] + 1, next[j - 1] + 1);
    }
    row = next;
  }
  return row[to.length];
}
