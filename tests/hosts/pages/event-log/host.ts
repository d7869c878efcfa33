// A portal that listens to everything, signs its people in and keeps their place.

import type { PanelAnswer, PanelState } from "../../../../embed/panel";
import { EVENTS, tell } from "../events";
import { signIn } from "../sign_in";

const panel = document.querySelector("hpc-operations")!;
const find = (id: string) => document.getElementById(id)!;

for (const name of EVENTS) {
  panel.addEventListener(name, (event) => tell(find("events"), name, event.detail));
}

const ANSWERS: Record<string, () => PanelAnswer | Promise<PanelAnswer>> = {
  token: async () => ({ headers: await signIn() }),
  wrong: () => ({ headers: { Authorization: "Bearer expired" } }),
  keep: () => true,
  refuse: () => false,
  fail: () => Promise.reject(new Error("the portal cannot sign in")),
  never: () => new Promise(() => {}),
};

panel.addEventListener("hpc-need-auth", ({ detail }) => {
  const answer = ANSWERS[(find("answer") as HTMLSelectElement).value];
  if (answer) detail.respondWith(answer());
});

panel.addEventListener("hpc-operation-open", (event) => {
  if (!(find("own-detail") as HTMLInputElement).checked) return;
  event.preventDefault();
  find("opened").textContent = event.detail.job_id;
});

let place: PanelState | undefined;

const ACTIONS: Record<string, () => unknown> = {
  "sign-in": async () => {
    panel.headers = await signIn();
    await panel.refresh();
    return "signed in";
  },
  "sign-out": () => {
    panel.headers = null;
    return "signed out";
  },
  save: async () => (place = await panel.save()),
  restore: async () => {
    if (!place) return "nothing is saved";
    await panel.restore(place);
    return "restored";
  },
  refresh: async () => {
    await panel.refresh();
    return "read again";
  },
};

for (const [id, act] of Object.entries(ACTIONS)) {
  find(id).addEventListener("click", async () => {
    try {
      find("said").textContent = JSON.stringify(await act());
    } catch (error) {
      find("said").textContent = String(error);
    }
  });
}
