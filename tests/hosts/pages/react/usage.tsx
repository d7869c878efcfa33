// What pages write, for the check of types alone.

import type { HpcOperationsElement } from "../../../../embed/panel";

export const everything = (
  <hpc-operations
    onClick={(event) => event.preventDefault()}
    onKeyDown={(event) => event.stopPropagation()}
    dir="rtl"
    role="region"
    tabIndex={-1}
    title="Operations"
    part="operations"
    aria-label="Operations"
    data-test="panel"
    suppressHydrationWarning
    lockedFilters={null}
    views={{ "Failed today": "status=failed&last=24h" }}
    headers={new Headers({ Authorization: "Bearer x" })}
    params={new URLSearchParams("access_token=x")}
    onhpc-error={({ detail }) => console.log(detail.code, detail.help)}
  >
    <p slot="loading">One moment</p>
  </hpc-operations>
);

declare const cluster: string[];
declare const headers: Record<string, string>;
declare const toast: (text: string) => void;

// As docs/embedding.md has it.
export const documented = (
<hpc-operations lockedFilters={{ resource_ids: cluster }} headers={headers}
  onhpc-operation-finished={(event) => toast(event.detail.job_action)} />
);

document.addEventListener("hpc-operation-open", (event) => {
  console.log(event.detail.job_id);
});

export async function ready(panel: HpcOperationsElement): Promise<string> {
  try {
    await panel.whenReady();
    return `${panel.version} ${panel.state}`;
  } catch (failure) {
    return (failure as Error).message;
  }
}

// @ts-expect-error a word that the attribute does not take
export const wrong = <hpc-operations theme="blue" />;
