// A portal in Svelte.

import { mount } from "svelte";
import { clusters as readClusters, signIn } from "../sign_in";
import Portal from "./Portal.svelte";

const [clusters, headers] = await Promise.all([readClusters(), signIn()]);
mount(Portal, { target: document.querySelector("#app")!, props: { clusters, headers } });
