// Renders the page where there is no browser. The name in double braces is filled in when it is served.

import { load } from "hpc-operations";
import { define } from "hpc-operations/element";
import { renderToString } from "react-dom/server";
import { Portal } from "./Portal";

// Nothing happens here.
define();
await load();

const PANEL = "{{panel}}";

export const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Portal rendered on a server</title>
    <link rel="icon" href="data:," />
    <script type="module" src="client.js"></script>
  </head>
  <body>
    <main id="app" data-panel="${PANEL}">${renderToString(<Portal panel={PANEL} />)}</main>
  </body>
</html>
`;
