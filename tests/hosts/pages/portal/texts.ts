// The portal's own texts.

export type Language = "en" | "zh-CN";

const EN = {
  brand: "Starlake Computing",
  skip: "Skip to the clusters",
  language: "Language",
  theme: "Theme",
  system: "System",
  light: "Light",
  dark: "Dark",
  sections: "Clusters",
  title: "Cluster operations",
  intro:
    "What was done to your clusters, by whom, and how it ended. Each list is a panel of its own that this portal carries.",
  nothing: "The log names no cluster. Start the portal with a demo log to see one.",
  news: "What the panels tell this page",
  quiet: "Nothing so far. Choose a filter or open an operation.",
  others: "The same panel in other pages:",
  plain: "hostile styles",
  strict: "strict policy",
  two: "two at once",
  events: "events",
  frame: "a frame",
  how: "How it is embedded",
  "hpc-ready": "is ready",
  "hpc-query-change": "shows something else",
  "hpc-operation-open": "opens an operation",
  "hpc-operation-finished": "saw an operation end",
  "hpc-need-auth": "was signed in again",
  "hpc-error": "shows a failure",
};

const ZH: typeof EN = {
  brand: "星湖计算中心",
  skip: "跳到集群",
  language: "语言",
  theme: "主题",
  system: "跟随系统",
  light: "浅色",
  dark: "深色",
  sections: "集群",
  title: "集群操作",
  intro: "对集群做过什么、由谁发起、结果如何。每个列表都是本门户嵌入的一个独立面板。",
  nothing: "日志中没有集群。请用演示日志启动门户。",
  news: "面板告诉本页的消息",
  quiet: "暂无消息。请选择筛选条件，或打开一条操作。",
  others: "同一面板在其他页面中：",
  plain: "强势样式",
  strict: "严格策略",
  two: "两个面板",
  events: "事件",
  frame: "内嵌框架",
  how: "嵌入方式",
  "hpc-ready": "已就绪",
  "hpc-query-change": "显示的内容已改变",
  "hpc-operation-open": "打开了一条操作",
  "hpc-operation-finished": "看到一条操作结束",
  "hpc-need-auth": "已重新登录",
  "hpc-error": "显示了一个故障",
};

export const TEXTS: Record<Language, typeof EN> = { en: EN, "zh-CN": ZH };
export type Text = keyof typeof EN;

/** How the portal calls its clusters, and how it shows each. */
export const CLUSTERS: readonly {
  name: Record<Language, string>;
  purpose: Record<Language, string>;
  attributes: Record<string, string>;
}[] = [
  {
    name: { en: "Northshore", "zh-CN": "北岸" },
    purpose: {
      en: "Production. Everything the panel has.",
      "zh-CN": "生产集群。显示面板的全部功能。",
    },
    attributes: { limit: "10" },
  },
  {
    name: { en: "Harbour", "zh-CN": "港湾" },
    purpose: {
      en: "Teaching. A short list with few columns.",
      "zh-CN": "教学集群。列数较少的短列表。",
    },
    attributes: {
      limit: "10",
      columns: "create_time status owner duration",
      controls: "refresh status time pager",
    },
  },
  {
    name: { en: "Lighthouse", "zh-CN": "灯塔" },
    purpose: {
      en: "Research. Opens with what failed.",
      "zh-CN": "科研集群。默认只看失败的操作。",
    },
    attributes: {
      limit: "10",
      filters: "status=failed",
      columns: "create_time status resource_ids owner error_codes",
      controls: "refresh filters search_word status pager",
    },
  },
];
