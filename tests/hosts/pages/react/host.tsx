// A portal in React: the panel is given attributes and properties by the state of the page.

import { useEffect, useMemo, useState } from "react";
import { createRoot } from "react-dom/client";
import type { PanelAttributes } from "../../../../embed/panel";
import { clusters as readClusters, signIn } from "../sign_in";

type Theme = NonNullable<PanelAttributes["theme"]>;

function Portal({ clusters, headers }: { clusters: string[]; headers: Record<string, string> }) {
  const [cluster, setCluster] = useState(clusters[0] ?? "");
  const [theme, setTheme] = useState<Theme>("light");
  const [language, setLanguage] = useState("en");
  const [shown, setShown] = useState(true);
  const [swapped, setSwapped] = useState(false);
  const [query, setQuery] = useState("");
  const [events, setEvents] = useState<string[]>([]);
  const lockedFilters = useMemo(() => ({ resource_ids: [cluster] }), [cluster]);
  const tell = (name: string) => setEvents((before) => [name, ...before].slice(0, 50));
  useEffect(() => {
    document.documentElement.dataset["theme"] = theme;
  }, [theme]);

  const panel = shown && (
    <hpc-operations
      key="panel"
      theme={theme}
      lang={language}
      headers={headers}
      lockedFilters={lockedFilters}
      onhpc-ready={() => tell("hpc-ready")}
      onhpc-query-change={({ detail }) => {
        setQuery(detail.query);
        tell("hpc-query-change");
      }}
      onhpc-operation-open={({ detail }) => tell(`hpc-operation-open ${detail.job_id}`)}
    />
  );
  const note = (
    <p key="note" className="host-note">
      Maintenance of the shared file system: Sunday, 02:00 to 04:00.
    </p>
  );
  return (
    <>
      <h1>React portal</h1>
      <div className="host-controls">
        <label>
          Cluster{" "}
          <select value={cluster} onChange={(event) => setCluster(event.target.value)}>
            {clusters.map((id) => (
              <option key={id}>{id}</option>
            ))}
          </select>
        </label>
        <label>
          Theme{" "}
          <select value={theme} onChange={(event) => setTheme(event.target.value as Theme)}>
            <option>light</option>
            <option>dark</option>
          </select>
        </label>
        <label>
          Language{" "}
          <select value={language} onChange={(event) => setLanguage(event.target.value)}>
            <option>en</option>
            <option>zh-CN</option>
          </select>
        </label>
        <label>
          <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
          Show the panel
        </label>
        <button type="button" onClick={() => setSwapped(!swapped)}>
          Swap
        </button>
      </div>
      <p>
        Query: <output id="query">{query}</output>
      </p>
      {swapped ? [panel, note] : [note, panel]}
      <h2>What it told</h2>
      <ol className="host-events" id="events" tabIndex={0} aria-label="Events" reversed>
        {events.map((name, index) => (
          <li key={events.length - index}>{name}</li>
        ))}
      </ol>
    </>
  );
}

const [clusters, headers] = await Promise.all([readClusters(), signIn()]);
createRoot(document.querySelector("#app")!).render(<Portal clusters={clusters} headers={headers} />);
