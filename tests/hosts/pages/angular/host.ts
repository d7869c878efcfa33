// A portal in Angular, without zones and with its templates compiled in the browser: the panel is
// given attributes and properties by signals of the page.

import "@angular/compiler";
import { CUSTOM_ELEMENTS_SCHEMA, Component, computed, effect, signal } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import type { PanelEvent } from "../../../../embed/panel";
import { clusters as readClusters, signIn } from "../sign_in";

const [clusters, headers] = await Promise.all([readClusters(), signIn()]);

@Component({
  selector: "portal-page",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <h1>Angular portal</h1>
    <div class="host-controls">
      <label>
        Cluster
        <select (change)="cluster.set(chosen($event))">
          @for (id of clusters; track id) {
            <option [selected]="id === cluster()">{{ id }}</option>
          }
        </select>
      </label>
      <label>
        Theme
        <select (change)="theme.set(chosen($event))">
          <option>light</option>
          <option>dark</option>
        </select>
      </label>
      <label>
        Language
        <select (change)="language.set(chosen($event))">
          <option>en</option>
          <option>zh-CN</option>
        </select>
      </label>
      <label>
        <input type="checkbox" [checked]="shown()" (change)="shown.set(!shown())" />
        Show the panel
      </label>
      <button type="button" (click)="swapped.set(!swapped())">Swap</button>
    </div>
    <p>Query: <output id="query">{{ query() }}</output></p>
    @for (part of parts(); track part) {
      @if (part === "note") {
        <p class="host-note">Maintenance of the shared file system: Sunday, 02:00 to 04:00.</p>
      } @else if (shown()) {
        <hpc-operations
          [theme]="theme()"
          [attr.lang]="language()"
          [headers]="headers"
          [lockedFilters]="lockedFilters()"
          (hpc-ready)="tell('hpc-ready')"
          (hpc-query-change)="changed($event)"
          (hpc-operation-open)="tell('hpc-operation-open ' + $event.detail.job_id)"
        ></hpc-operations>
      }
    }
    <h2>What it told</h2>
    <ol class="host-events" id="events" tabindex="0" aria-label="Events" reversed>
      @for (name of events(); track $index) {
        <li>{{ name }}</li>
      }
    </ol>
  `,
})
class Portal {
  readonly clusters = clusters;
  readonly headers = headers;
  readonly cluster = signal(clusters[0] ?? "");
  readonly theme = signal("light");
  readonly language = signal("en");
  readonly shown = signal(true);
  readonly swapped = signal(false);
  readonly query = signal("");
  readonly events = signal<string[]>([]);
  readonly lockedFilters = computed(() => ({ resource_ids: [this.cluster()] }));
  readonly parts = computed(() => (this.swapped() ? ["panel", "note"] : ["note", "panel"]));

  constructor() {
    effect(() => {
      document.documentElement.dataset["theme"] = this.theme();
    });
  }

  chosen({ target }: Event): string {
    return (target as HTMLSelectElement).value;
  }

  tell(name: string): void {
    this.events.update((before) => [name, ...before].slice(0, 50));
  }

  changed({ detail }: PanelEvent<"hpc-query-change">): void {
    this.query.set(detail.query);
    this.tell("hpc-query-change");
  }
}

document.querySelector("#app")!.append(document.createElement("portal-page"));
await bootstrapApplication(Portal);
