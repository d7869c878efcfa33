/**
 * Declarations of `<hpc-operations>`, the operation log as a panel in a page.
 * docs/embedding.md has the whole contract.
 */

/** Where the panel is: what `save()` returns and `restore()` takes. */
export interface PanelState {
  /** Version of this shape. */
  readonly version: 1;
  /**
   * Screen and query, as in the address of the page of its own but relative to `base`:
   * `operations?status=failed&page=2` or `operations/j-abc?status=failed`. Without locked filters.
   */
  readonly location: string;
}

/** What can be given for calls; an answer to `hpc-need-auth` too. */
export interface PanelCredentials {
  /** Headers of every call, in memory only. */
  headers?: HeadersInit;
  /** Parameters added to every call, in memory only. Names the panel itself sends are not taken. */
  params?: PanelParams;
}

/** Parameters of a call, in any form that `URLSearchParams` takes. */
export type PanelParams = URLSearchParams | Record<string, string> | string[][] | string;

/** Filters by the names of the API's parameters; a list is sent joined by commas. */
export type PanelFilters = Record<string, string | readonly string[]>;

/** Views by name, each the query string of a list. */
export type PanelViews = Record<string, string>;

/** Parts of the panel that can be left out. The build fills in their names. */
export type PanelControl = "filters" | "{{controls}}";

/** Columns of the table. The operation itself is always shown. The build fills in their names. */
export type PanelColumn = "{{columns}}";

/** Details of the events, by name. All bubble and cross shadow roots. */
export interface PanelEventDetails {
  /** The first screen shows an answer, or why there is none. */
  "hpc-ready": Record<string, never>;
  /** The reader went somewhere: another query, another screen. */
  "hpc-query-change": PanelState & {
    /** The query alone: `status=failed&page=2`. Without locked filters. */
    readonly query: string;
  };
  /** An operation is about to be opened. `preventDefault()` leaves that to the page. */
  "hpc-operation-open": { readonly job_id: string; readonly location: string };
  /** An operation that was seen running is seen at its end. */
  "hpc-operation-finished": {
    readonly job_id: string;
    readonly job_action: string;
    readonly status: string;
  };
  /** An operation that the reader asked to be told of has ended; `status` is empty if it is listed no more. */
  "hpc-watch-ended": {
    readonly job_id: string;
    readonly job_action: string;
    readonly status: string;
  };
  /** The load of a whole result began, or stands. */
  "hpc-load": {
    readonly state:
      | "loading"
      | "paused"
      | "ended"
      | "hour-used"
      | "failed"
      | "too-many"
      | "incomplete"
      | "complete";
    /** How many rows are there. */
    readonly rows: number;
    /** How many calls they took. */
    readonly calls: number;
  };
  /** Rows were handed to the reader as a file. */
  "hpc-export": {
    /** The name of the file. */
    readonly file: string;
    readonly part: "page" | "selection" | "whole";
    readonly rows: number;
  };
  /** The API does not accept the credentials (401, a redirect as 302, 1200, 2000) or the clock (1300). */
  "hpc-need-auth": {
    /** The `ret_code`, or the HTTP status where there is none. */
    readonly code: number;
    /**
     * To be called at once, with a promise if need be. Takes new credentials; the call is made once
     * more with them. `true` keeps those there are, `false`, a rejection and no answer at all show
     * the signed-out screen.
     */
    respondWith(answer: PanelAnswer | Promise<PanelAnswer>): void;
  };
  /** The screen shows a failure. */
  "hpc-error": {
    /**
     * What failed: `denied`, `over-quota`, `offline` …, `crashed`; `unloaded` and `unlocked` where
     * there is no panel because of its files or settings, or of its locked filters.
     */
    readonly kind: string;
    /** The same, finer: a heading of "Troubleshooting" in docs/embedding.md. */
    readonly code: string;
    /** In the reader's language. */
    readonly message: string;
    /** Where the documentation of this very build explains the code. */
    readonly help: string;
  };
}

/** What answers `hpc-need-auth`. */
export type PanelAnswer = PanelCredentials | boolean;

/** An event of the panel. */
export type PanelEvent<Name extends keyof PanelEventDetails> = CustomEvent<PanelEventDetails[Name]>;

/** Attributes, as HTML has them. Every one can change at any time. */
export interface PanelAttributes {
  /** The API: `GET <api-base>/operation`. Default: `api` beside `panel.js`. */
  "api-base"?: string;
  /** The page of its own that links lead to. Default: beside `panel.js`. */
  base?: string;
  /** The zone that is asked for. */
  zone?: string;
  /** Where a reader who is signed out signs in. Default: a button reloads the page. */
  "sign-in"?: string;
  /** `zh-CN` or `en`. Default: the nearest `lang` around the element. */
  lang?: string;
  /** `light`, `dark`, `system`; `host`, the default, follows the `color-scheme` around it. */
  theme?: "light" | "dark" | "system" | "host";
  /** `local`, `utc` or `utc8`. */
  tz?: string;
  /** Columns that are shown, in words with blanks between. Default: all. */
  columns?: string;
  /** Rows of a page, 1 to 100. */
  limit?: string | number;
  /** Where the reader begins: `status=failed&last=24h`. */
  filters?: string;
  /**
   * Filters the reader cannot change: `resource_ids=cl-abc`. A rule of display, not of access. While
   * one of them is empty or cannot be used, or anything else is named, nothing is shown.
   */
  "locked-filters"?: string;
  /**
   * Views that the panel offers, by name: `Failed%20today=status%3Dfailed%26last%3D24h`. The first 50
   * with a name; the property takes an object.
   */
  views?: string;
  /** Parts that are shown, in words with blanks between. Default: all but `bar`. */
  controls?: string;
  /** Seconds between auto-refreshes: `15`, `30`, `60` or `off`. */
  live?: string | number;
  /** What screen readers call the panel, among others. Default: the values of the locked filters. */
  label?: string;
}

/**
 * What there is: `waiting` (not in a page), `loading` (its files), `running`, `signed-out` (running,
 * and what was asked last was refused for its credentials), `failed` (no panel: files, settings or
 * locks), `crashed`.
 */
export type PanelStateName =
  | "waiting"
  | "loading"
  | "running"
  | "signed-out"
  | "failed"
  | "crashed";

/** Why `whenReady()` rejects. */
export interface PanelFailure extends Error {
  /** As in `hpc-error`. */
  readonly code: string;
}

/** The element. */
export interface HpcOperationsElement extends HTMLElement {
  /** The version of the panel. */
  readonly version: string;
  readonly state: PanelStateName;
  apiBase: string;
  base: string;
  zone: string;
  signIn: string;
  theme: "light" | "dark" | "system" | "host";
  tz: string;
  columns: string | readonly PanelColumn[];
  limit: string | number;
  filters: string | PanelFilters;
  lockedFilters: string | PanelFilters | null;
  views: string | PanelViews | null;
  controls: string | readonly PanelControl[];
  live: string | number;
  label: string;
  /** Replaces the browser's `fetch` for calls of the API. */
  fetch: typeof globalThis.fetch | null;
  /** Headers of every call. New ones try again what was refused for the old. */
  headers: HeadersInit | null;
  /** Parameters added to every call, likewise. */
  params: PanelParams | null;
  /** Resolves when the first screen shows an answer, or why the API gave none; rejects with a {@link PanelFailure} if there is no panel. */
  whenReady(): Promise<void>;
  /** Where the panel is. */
  save(): Promise<PanelState>;
  /** Goes where it was; resolves when that is shown. Rejects what is no such state. */
  restore(state: PanelState): Promise<void>;
  /** Reads the screen again; resolves when the answer is shown. */
  refresh(): Promise<void>;
  addEventListener<Name extends keyof PanelEventDetails>(
    type: Name,
    listener: (this: HpcOperationsElement, event: PanelEvent<Name>) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** Messages of a page to the framed panel, by `postMessage`. */
export type FrameMessage =
  | { type: "hpc-set"; detail: PanelAttributes & PanelCredentials }
  | { type: "hpc-restore"; detail: PanelState }
  | { type: "hpc-refresh" }
  | { type: "hpc-auth"; detail: { id: number } & PanelCredentials };

/** Messages of the framed panel to the page: its events, and its height. */
export type FrameEvent =
  | { type: Exclude<keyof PanelEventDetails, "hpc-need-auth">; detail: unknown }
  /** `code` is 0 for a frame with `#auth=first`, before its first call. */
  | { type: "hpc-need-auth"; detail: { id: number; code: number } }
  | { type: "hpc-height"; detail: { height: number } };

/**
 * The element in JSX and in templates that set properties, as React 19, Preact, Vue and Svelte do.
 * React 19 looks it up in a namespace of its own:
 * `declare module "react" { namespace JSX { interface IntrinsicElements {
 *   "hpc-operations": PanelJsxAttributes } } }`
 */
export type PanelJsxAttributes = Omit<PanelAttributes, PanelJsxProperty> & {
  ref?: any;
  key?: string | number | bigint | null;
  children?: any;
  class?: string;
  className?: string;
  dir?: string;
  exportparts?: string;
  hidden?: boolean;
  id?: string;
  part?: string;
  role?: any;
  slot?: string;
  style?: any;
  suppressHydrationWarning?: boolean;
  tabIndex?: number;
  title?: string;
} & {
  [Name in `on${Capitalize<string>}`]?: (event: any) => void;
} & Partial<Pick<HpcOperationsElement, PanelJsxProperty>> & {
    [Name in keyof PanelEventDetails as `on${Name}`]?: (event: PanelEvent<Name>) => void;
  };

/** What can be given as a value of another type than text there. */
type PanelJsxProperty =
  | "apiBase"
  | "columns"
  | "controls"
  | "fetch"
  | "filters"
  | "headers"
  | "lockedFilters"
  | "params"
  | "views";

/** Makes `<hpc-operations>` known to a page. Importing `panel.js` in a browser does so by itself; on a server it does nothing. */
export function define(): void;

type PanelEventMap = {
  [Name in keyof PanelEventDetails]: PanelEvent<Name>;
};

declare global {
  // The events bubble.
  interface DocumentEventMap extends PanelEventMap {}
  interface HTMLElementEventMap extends PanelEventMap {}
  interface WindowEventMap extends PanelEventMap {}
  interface HTMLElementTagNameMap {
    "hpc-operations": HpcOperationsElement;
  }
  namespace JSX {
    interface IntrinsicElements {
      "hpc-operations": PanelJsxAttributes;
    }
  }
}
