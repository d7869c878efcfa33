// What a React portal adds so that JSX knows the element.

import type { PanelJsxAttributes } from "../../../../embed/panel";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "hpc-operations": PanelJsxAttributes;
    }
  }
}
