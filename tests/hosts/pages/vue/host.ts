// A portal in Vue: the panel is given attributes and properties by the state of the page.

import { computed, createApp, defineComponent, h, ref, watchEffect } from "vue";
import type { PanelEvent } from "../../../../embed/panel";
import { clusters as readClusters, signIn } from "../sign_in";

const [clusters, headers] = await Promise.all([readClusters(), signIn()]);

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
    h("hpc-operations", {
      key: "panel",
      theme: theme.value,
      lang: language.value,
      headers,
      lockedFilters: lockedFilters.value,
      "onHpc-ready": () => tell("hpc-ready"),
      "onHpc-query-change": ({ detail }: PanelEvent<"hpc-query-change">) => {
        query.value = detail.query;
        tell("hpc-query-change");
      },
      "onHpc-operation-open": ({ detail }: PanelEvent<"hpc-operation-open">) =>
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

createApp(Portal).mount("#app");
