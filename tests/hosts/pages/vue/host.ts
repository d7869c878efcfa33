// A portal in Vue: the panel is given attributes and properties by the state of the page.

import { computed, createApp, defineComponent, h, ref, watchEffect } from "vue";
import type { PanelEvent } from "../../../../embed/panel";
import { clusters as readClusters, signIn } from "../sign_in";

const [clusters, headers] = await Promise.all([readClusters(), signIn()]);

// As a template, which most portals have.
const Panel = defineComponent({
  props: ["theme", "language", "headers", "lockedFilters", "ready", "changed", "opened"],
  template: `
    <hpc-operations
      :theme="theme"
      :lang="language"
      .headers="headers"
      .lockedFilters="lockedFilters"
      @hpc-ready="ready"
      @hpc-query-change="changed"
      @hpc-operation-open="opened"
    ></hpc-operations>
  `,
});

const Portal = defineComponent(() => {
  const cluster = ref(clusters[0] ?? "");
  const theme = ref("light");
  const language = ref("en");
  const shown = ref(true);
  const swapped = ref(false);
  const query = ref("");
  const events = ref<string[]>([]);
  const lockedFilters = computed(() => ({ resource_ids: [cluster.value] }));
  const tell = (name: string) => (events.value = [name, ...events.value].slice(0, 50));
  watchEffect(() => {
    document.documentElement.dataset["theme"] = theme.value;
  });

  const choice = (label: string, chosen: { value: string }, options: string[]) =>
    h("label", [
      `${label} `,
      h(
        "select",
        {
          value: chosen.value,
          onChange: ({ target }: Event) => (chosen.value = (target as HTMLSelectElement).value),
        },
        options.map((option) => h("option", { value: option }, option)),
      ),
    ]);
  const panel = () =>
    h(Panel, {
      key: "panel",
      theme: theme.value,
      language: language.value,
      headers,
      lockedFilters: lockedFilters.value,
      ready: () => tell("hpc-ready"),
      changed: ({ detail }: PanelEvent<"hpc-query-change">) => {
        query.value = detail.query;
        tell("hpc-query-change");
      },
      opened: ({ detail }: PanelEvent<"hpc-operation-open">) =>
        tell(`hpc-operation-open ${detail.job_id}`),
    });
  const note = () =>
    h(
      "p",
      { key: "note", class: "host-note" },
      "Maintenance of the shared file system: Sunday, 02:00 to 04:00.",
    );

  return () => {
    const parts = [note(), shown.value ? panel() : null];
    return [
      h("h1", "Vue portal"),
      h("div", { class: "host-controls" }, [
        choice("Cluster", cluster, clusters),
        choice("Theme", theme, ["light", "dark"]),
        choice("Language", language, ["en", "zh-CN"]),
        h("label", [
          h("input", {
            type: "checkbox",
            checked: shown.value,
            onChange: ({ target }: Event) => (shown.value = (target as HTMLInputElement).checked),
          }),
          " Show the panel",
        ]),
        h("button", { type: "button", onClick: () => (swapped.value = !swapped.value) }, "Swap"),
      ]),
      h("p", ["Query: ", h("output", { id: "query" }, query.value)]),
      h("div", swapped.value ? parts.reverse() : parts),
      h("h2", "What it told"),
      h(
        "ol",
        { class: "host-events", id: "events", tabindex: 0, "aria-label": "Events", reversed: true },
        events.value.map((name) => h("li", name)),
      ),
    ];
  };
});

const app = createApp(Portal);
app.config.compilerOptions.isCustomElement = (tag) => tag === "hpc-operations";
app.mount("#app");
