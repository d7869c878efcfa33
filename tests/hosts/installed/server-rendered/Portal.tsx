// What the server renders and the browser takes over. React sets neither properties nor listeners of an
// element of the server's markup, so the panel comes in the browser.

import type {} from "hpc-operations/react";
import { load } from "hpc-operations";
import { useEffect, useState } from "react";

const LOCKED = { status: "failed" };

export function Portal({ panel }: { panel: string }) {
  const [known, setKnown] = useState(false);
  const [opened, setOpened] = useState("nothing");
  useEffect(() => {
    void load("package/dist/").then(() => setKnown(true));
  }, []);
  return (
    <>
      <h1>The npm package, rendered on a server</h1>
      <p>
        Opened: <output id="opened">{opened}</output>
      </p>
      {known && (
        <hpc-operations
          apiBase={`${panel}api`}
          base={panel}
          lockedFilters={LOCKED}
          onhpc-operation-open={(event) => {
            event.preventDefault();
            setOpened(event.detail.job_id);
          }}
        />
      )}
    </>
  );
}
