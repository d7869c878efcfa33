// A stranger that can reach the panel's window, for it is a frame beside it, and would like to steer it.

import { garbage } from "../garbage";

const WISHES = [
  { type: "hpc-set", detail: { theme: "dark", lang: "zh-CN", filters: "status=failed" } },
  { type: "hpc-set", detail: { "locked-filters": "resource_ids=ehpc-stranger" } },
  { type: "hpc-set", detail: { headers: { Authorization: "Bearer stranger" } } },
  { type: "hpc-restore", detail: { version: 1, location: "operations?status=pending" } },
  { type: "hpc-auth", detail: { id: 0, headers: { Authorization: "Bearer stranger" } } },
  { type: "hpc-auth", detail: { id: 1, headers: { Authorization: "Bearer stranger" } } },
];

addEventListener("message", ({ source }) => {
  if (source !== parent) return;
  const all = [...garbage(), ...WISHES];
  for (const message of all) parent.frames[0]!.postMessage(message, "*");
  parent.postMessage(all.length, "*");
});
