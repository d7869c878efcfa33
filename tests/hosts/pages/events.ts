// The events of the panel, by name.

import type { PanelEventDetails } from "../../../embed/panel";

export const EVENTS = [
  "hpc-ready",
  "hpc-query-change",
  "hpc-operation-open",
  "hpc-operation-finished",
  "hpc-need-auth",
  "hpc-error",
] as const satisfies readonly (keyof PanelEventDetails)[];

/** As many as a person reads. */
const KEPT = 200;

/** Adds what a panel told to a list, newest first. */
export function tell(list: Element, name: string, detail: unknown): void {
  const item = document.createElement("li");
  item.dataset["event"] = name;
  // Functions, such as `respondWith`, are left out.
  item.textContent = `${name} ${JSON.stringify(detail)}`;
  list.prepend(item);
  list.children[KEPT]?.remove();
}
