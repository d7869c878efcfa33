// The page's side of a panel in a frame.

import type { FrameEvent, FrameMessage } from "../../../../embed/panel";
import { tell } from "../events";
import { signIn } from "../sign_in";

const frame = document.querySelector<HTMLIFrameElement>("#panel")!;
const origin = new URL(frame.src).origin;
const find = (id: string) => document.getElementById(id)!;
const say = (message: FrameMessage) => frame.contentWindow!.postMessage(message, origin);

addEventListener("message", async (message: MessageEvent<FrameEvent>) => {
  if (message.origin !== origin || message.source !== frame.contentWindow) return;
  const { type, detail } = message.data;
  tell(find("events"), type, detail);
  if (type === "hpc-height") frame.style.height = `${detail.height}px`;
  if (type === "hpc-need-auth" && (find("may-sign-in") as HTMLInputElement).checked) {
    say({ type: "hpc-auth", detail: { id: detail.id, headers: await signIn() } });
  }
});

for (const choice of document.querySelectorAll<HTMLSelectElement>("[data-set]")) {
  choice.addEventListener("change", () => {
    say({ type: "hpc-set", detail: { [choice.dataset["set"]!]: choice.value } });
  });
}
find("refresh").addEventListener("click", () => say({ type: "hpc-refresh" }));
