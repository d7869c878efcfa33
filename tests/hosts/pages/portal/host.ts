// A portal of three clusters, each with a panel of its own.

import type { HpcOperationsElement, PanelEventDetails } from "../../../../embed/panel";
import { EVENTS } from "../events";
import { clusters, signIn } from "../sign_in";
import { CLUSTERS, TEXTS, type Language, type Text } from "./texts";

/** As many as are worth reading. */
const KEPT = 60;

const root = document.documentElement;
const find = <E extends HTMLElement = HTMLElement>(id: string) => document.getElementById(id) as E;
const language = find<HTMLSelectElement>("language");
const theme = find<HTMLSelectElement>("theme");
const spoken = () => language.value as Language;

/** Gives every text of the page, the ones of the news too, in the chosen language. */
function speak(): void {
  root.lang = spoken();
  const texts = TEXTS[spoken()];
  for (const element of document.querySelectorAll<HTMLElement>("[data-text]")) {
    element.textContent = texts[element.dataset["text"] as Text];
  }
  for (const element of document.querySelectorAll<HTMLElement>("[data-cluster]")) {
    const cluster = CLUSTERS[Number(element.dataset["cluster"])]!;
    element.textContent = cluster[element.dataset["part"] as "name" | "purpose"][spoken()];
  }
  find("sections").ariaLabel = texts.sections;
  document.title = texts.brand;
}

/** Lets an element say a name or purpose of a cluster, whatever the language. */
function name(element: HTMLElement, cluster: number, part: "name" | "purpose"): HTMLElement {
  element.dataset["cluster"] = String(cluster);
  element.dataset["part"] = part;
  return element;
}

function tell(cluster: number, type: keyof PanelEventDetails, about: string): void {
  const item = document.createElement("li");
  const time = document.createElement("time");
  time.textContent = new Date().toTimeString().slice(0, 8);
  const what = document.createElement("div");
  const words = document.createElement("b");
  words.dataset["text"] = type;
  what.append(name(document.createElement("b"), cluster, "name"), " ", words);
  const detail = document.createElement("span");
  detail.textContent = about;
  item.append(time, what, detail);
  find("news").prepend(item);
  find("news").children[KEPT]?.remove();
  find("quiet").hidden = true;
  speak();
}

/** The few words of a detail that a person wants to read. */
function inWords(detail: Record<string, unknown>): string {
  const { query, job_id, status, code, message } = detail;
  return [query, job_id, status, code, message].filter(Boolean).join(" ");
}

function listen(panel: HpcOperationsElement, cluster: number): void {
  for (const type of EVENTS) {
    panel.addEventListener(type, ({ detail }) => tell(cluster, type, inWords({ ...detail })));
  }
  panel.addEventListener("hpc-need-auth", ({ detail }) => {
    detail.respondWith(signIn().then((headers) => ({ headers })));
  });
}

/** The tag as a person would write it. */
function asWritten(panel: Element): string {
  const attributes = [...panel.attributes].map(({ name, value }) => `\n  ${name}="${value}"`);
  return `<hpc-operations${attributes.join("")}\n></hpc-operations>`;
}

function show(id: string, cluster: number): void {
  const { attributes } = CLUSTERS[cluster]!;
  const card = find<HTMLTemplateElement>("cluster").content.cloneNode(true) as DocumentFragment;
  const part = (css: string) => card.querySelector<HTMLElement>(css)!;
  const title = name(part("h2"), cluster, "name");
  title.id = `cluster-${cluster}`;
  part("section").setAttribute("aria-labelledby", title.id);
  name(part(".purpose"), cluster, "purpose");
  part(".id").textContent = id;

  const panel = document.createElement("hpc-operations");
  panel.setAttribute("locked-filters", `resource_ids=${id}`);
  for (const [name, value] of Object.entries(attributes)) panel.setAttribute(name, value);
  listen(panel, cluster);
  part("pre").textContent = asWritten(panel);
  part("details").before(panel);
  find("clusters").append(card);

  const link = name(document.createElement("a"), cluster, "name") as HTMLAnchorElement;
  link.href = `#${title.id}`;
  find("sections").append(link);
}

const known = await clusters();
known.slice(0, CLUSTERS.length).forEach(show);
find("nothing").hidden = known.length > 0;
if (/^zh/i.test(navigator.language)) language.value = "zh-CN";
speak();
language.addEventListener("change", speak);
theme.addEventListener("change", () => (root.dataset["theme"] = theme.value));
