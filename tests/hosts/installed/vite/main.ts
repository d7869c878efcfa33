// `dist` of the package is in the static files of the site, as its README says.

import { load } from "hpc-operations";

await load("hpc-operations/");
