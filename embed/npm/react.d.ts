import type { PanelJsxAttributes } from "./dist/panel.js";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "hpc-operations": PanelJsxAttributes;
    }
  }
}
