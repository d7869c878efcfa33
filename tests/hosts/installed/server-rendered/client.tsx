// Takes over what the server rendered.

import { hydrateRoot } from "react-dom/client";
import { Portal } from "./Portal";

const app = document.querySelector<HTMLElement>("#app")!;
hydrateRoot(app, <Portal panel={app.dataset["panel"]!} />);
