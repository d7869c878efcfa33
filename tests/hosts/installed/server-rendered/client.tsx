// Takes over what the server rendered. In React's build for development, `StrictMode` makes and undoes
// everything once more.

import { StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { Portal } from "./Portal";

const app = document.querySelector<HTMLElement>("#app")!;
hydrateRoot(
  app,
  <StrictMode>
    <Portal panel={app.dataset["panel"]!} />
  </StrictMode>,
);
