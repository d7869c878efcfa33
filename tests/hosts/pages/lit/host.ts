// A portal of Lit components: the panel is in the shadow root of one, and is given attributes and
// properties by its state.

import { LitElement, css, html, nothing } from "lit";
import { state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { PanelEvent } from "../../../../embed/panel";
import { clusters as readClusters, signIn } from "../sign_in";

const [clusters, headers] = await Promise.all([readClusters(), signIn()]);

type Opened = PanelEvent<"hpc-operation-open">;

const chosen = ({ target }: Event) => (target as HTMLSelectElement).value;

class Portal extends LitElement {
  static override styles = css`
    .controls {
      display: flex;
      flex-wrap: wrap;
      gap: 8px 16px;
      align-items: center;
      margin: 0 0 16px;
    }
    button,
    select {
      min-height: 32px;
      font: inherit;
    }
    ol {
      max-height: 220px;
      overflow: auto;
    }
  `;

  @state() private cluster = clusters[0] ?? "";
  @state() private theme = "light";
  @state() private language = "en";
  @state() private shown = true;
  @state() private swapped = false;
  @state() private query = "";
  @state() private told: string[] = [];

  private tell(name: string) {
    this.told = [name, ...this.told].slice(0, 50);
  }

  private panel() {
    if (!this.shown) return nothing;
    return html`<hpc-operations
      theme=${this.theme}
      lang=${this.language}
      .headers=${headers}
      .lockedFilters=${{ resource_ids: [this.cluster] }}
      @hpc-ready=${() => this.tell("hpc-ready")}
      @hpc-query-change=${({ detail }: PanelEvent<"hpc-query-change">) => {
        this.query = detail.query;
        this.tell("hpc-query-change");
      }}
      @hpc-operation-open=${({ detail }: Opened) => this.tell(`hpc-operation-open ${detail.job_id}`)}
    ></hpc-operations>`;
  }

  private piece(name: string) {
    if (name === "panel") return this.panel();
    return html`<p>Maintenance of the shared file system: Sunday, 02:00 to 04:00.</p>`;
  }

  private choice(label: string, value: string, options: string[], take: (value: string) => void) {
    const option = (name: string) => html`<option ?selected=${name === value}>${name}</option>`;
    return html`<label>
      ${label}
      <select @change=${(event: Event) => take(chosen(event))}>
        ${options.map(option)}
      </select>
    </label>`;
  }

  override updated() {
    document.documentElement.dataset["theme"] = this.theme;
  }

  override render() {
    const parts = this.swapped ? ["panel", "note"] : ["note", "panel"];
    return html`<h1>Lit portal</h1>
      <div class="controls">
        ${this.choice("Cluster", this.cluster, clusters, (value) => (this.cluster = value))}
        ${this.choice("Theme", this.theme, ["light", "dark"], (value) => (this.theme = value))}
        ${this.choice("Language", this.language, ["en", "zh-CN"], (value) => (this.language = value))}
        <label>
          <input type="checkbox" ?checked=${this.shown} @change=${() => (this.shown = !this.shown)} />
          Show the panel
        </label>
        <button type="button" @click=${() => (this.swapped = !this.swapped)}>Swap</button>
      </div>
      <p>Query: <output id="query">${this.query}</output></p>
      ${repeat(
        parts,
        (name) => name,
        (name) => this.piece(name),
      )}
      <h2>What it told</h2>
      <ol id="events" tabindex="0" aria-label="Events" reversed>
        ${this.told.map((name) => html`<li>${name}</li>`)}
      </ol>`;
  }
}

customElements.define("portal-page", Portal);
document.querySelector("#app")!.append(new Portal());
