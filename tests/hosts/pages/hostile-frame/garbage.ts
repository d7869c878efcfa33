// Messages that the panel must survive: wrong types, huge texts, names that reach into prototypes.

const huge = "x".repeat(2_000_000);
const circle: Record<string, unknown> = { type: "hpc-set" };
circle["detail"] = circle;

const DETAILS = [
  null,
  undefined,
  0,
  "text",
  [],
  [["theme", "light"]],
  circle,
  { theme: {}, lang: 7, tz: [], live: NaN, limit: -1, columns: null, controls: 3, filters: 1e300 },
  { theme: huge, lang: huge, filters: huge, zone: huge, columns: huge },
  { "locked-filters": { toString: "no function" }, headers: "none", params: 12 },
  { controls: { toString: 1 }, columns: { valueOf: "x", toString: "y" }, zone: { toJSON: 1 } },
  { headers: { "bad name": "a\r\nb: c", [huge.slice(0, 5000)]: "x" }, params: { job_ids: {} } },
  JSON.parse('{"__proto__": {"polluted": "yes"}, "constructor": {"prototype": {"polluted": "yes"}}}'),
  { version: 2, location: "operations" },
  { version: 1, location: "https://127.0.0.1:1/elsewhere" },
  { version: 1, location: 12 },
  { version: 1, location: huge },
  { id: -1, headers: { Authorization: "Bearer nobody asked" } },
  { id: "0", headers: null },
];

export function garbage(): unknown[] {
  const types = ["hpc-set", "hpc-restore", "hpc-auth", "hpc-unknown", "__proto__", "constructor", 7];
  return [
    null,
    undefined,
    42,
    huge,
    [],
    {},
    circle,
    new Date(),
    new Map([["type", "hpc-set"]]),
    new ArrayBuffer(8),
    JSON.stringify({ type: "hpc-set", detail: { theme: "light" } }),
    ...types.flatMap((type) => DETAILS.map((detail) => ({ type, detail }))),
  ];
}
