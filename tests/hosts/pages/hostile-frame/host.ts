// Posts to the panel what no portal should.

import { garbage } from "./garbage";

const panel = document.querySelector<HTMLIFrameElement>("#panel")!;
const stranger = document.querySelector<HTMLIFrameElement>("#stranger")!;
const find = (id: string) => document.getElementById(id)!;

find("garbage").addEventListener("click", () => {
  const all = garbage();
  for (const message of all) panel.contentWindow!.postMessage(message, "*");
  find("posted").textContent = `${all.length} by the portal`;
});

find("nested").addEventListener("click", () => {
  stranger.contentWindow!.postMessage("post", "*");
});

addEventListener("message", ({ source, data }) => {
  if (source === stranger.contentWindow) find("posted").textContent = `${data} by the stranger`;
});
