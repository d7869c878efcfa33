//! Simplified Chinese.

use super::Messages;

/// Simplified Chinese.
pub struct ZhCn;

impl Messages for ZhCn {
    // Frame
    fn product(&self) -> &'static str {
        "操作日志"
    }
    fn skip_to_list(&self) -> &'static str {
        "跳到主要内容"
    }
    fn language(&self) -> &'static str {
        "语言"
    }
    fn theme(&self) -> &'static str {
        "主题"
    }
    fn theme_system(&self) -> &'static str {
        "跟随系统"
    }
    fn theme_light(&self) -> &'static str {
        "浅色"
    }
    fn theme_dark(&self) -> &'static str {
        "深色"
    }
    fn time_zone(&self) -> &'static str {
        "时区"
    }
    fn zone_browser(&self, offset: &str) -> String {
        ["本地 ", offset].concat()
    }
    fn keyboard_help(&self) -> &'static str {
        "键盘快捷键"
    }
    fn close(&self) -> &'static str {
        "关闭"
    }
    fn unusable(&self, text: &str) -> String {
        [text, "（无效）"].concat()
    }

    // List
    fn list_title(&self) -> &'static str {
        "操作日志"
    }
    fn zone_name(&self, zone: &str) -> String {
        ["区域 ", zone].concat()
    }
    fn as_of(&self, time: &str) -> String {
        ["数据截至 ", time].concat()
    }
    fn refresh(&self) -> &'static str {
        "刷新"
    }
    fn loading(&self) -> &'static str {
        "正在加载…"
    }
    fn filters(&self) -> &'static str {
        "筛选条件"
    }
    fn search(&self) -> &'static str {
        "关键词"
    }
    fn search_scope(&self) -> &'static str {
        "由服务器搜索；接口文档只保证能搜到名称"
    }
    fn search_hint(&self) -> &'static str {
        "输入名称或关键词"
    }
    fn status(&self) -> &'static str {
        "状态"
    }
    fn status_all(&self) -> &'static str {
        "全部"
    }
    fn pending(&self) -> &'static str {
        "执行中"
    }
    fn successful(&self) -> &'static str {
        "成功"
    }
    fn failed(&self) -> &'static str {
        "失败"
    }
    fn time_range(&self) -> &'static str {
        "时间范围"
    }
    fn any_time(&self) -> &'static str {
        "不限时间"
    }
    fn custom_range(&self) -> &'static str {
        "自定义…"
    }
    fn last_15m(&self) -> &'static str {
        "最近 15 分钟"
    }
    fn last_1h(&self) -> &'static str {
        "最近 1 小时"
    }
    fn last_24h(&self) -> &'static str {
        "最近 24 小时"
    }
    fn last_7d(&self) -> &'static str {
        "最近 7 天"
    }
    fn last_30d(&self) -> &'static str {
        "最近 30 天"
    }
    fn start_time(&self) -> &'static str {
        "开始时间"
    }
    fn end_time(&self) -> &'static str {
        "结束时间"
    }
    fn pick_time(&self) -> &'static str {
        "选择日期和时间"
    }
    fn time_hint(&self) -> &'static str {
        "例：2026-04-06 09:26"
    }
    fn resource(&self) -> &'static str {
        "资源"
    }
    fn resources(&self) -> &'static str {
        "资源"
    }
    fn resource_hint(&self) -> &'static str {
        "集群、队列或节点 ID"
    }
    fn owner(&self) -> &'static str {
        "所有者"
    }
    fn action(&self) -> &'static str {
        "操作类型"
    }
    fn action_hint(&self) -> &'static str {
        "选择或输入操作类型"
    }
    fn other_filters(&self) -> &'static str {
        "其他条件"
    }
    fn more_filters(&self) -> &'static str {
        "更多条件"
    }
    fn directive(&self) -> &'static str {
        "指令内容"
    }
    fn action_describe(&self) -> &'static str {
        "操作名称"
    }
    fn job_ids(&self) -> &'static str {
        "操作 ID"
    }
    fn verbose(&self) -> &'static str {
        "关联信息"
    }
    fn verbose_unset(&self) -> &'static str {
        "默认"
    }
    fn verbose_no(&self) -> &'static str {
        "不返回"
    }
    fn verbose_yes(&self) -> &'static str {
        "返回"
    }
    fn zone(&self) -> &'static str {
        "区域"
    }
    fn active_filters(&self) -> &'static str {
        "已选条件"
    }
    fn locked_filter(&self) -> &'static str {
        "由门户固定"
    }
    fn remove_filter(&self, filter: &str) -> String {
        ["移除条件：", filter].concat()
    }
    fn clear_all(&self) -> &'static str {
        "清除全部条件"
    }
    fn copy_link(&self) -> &'static str {
        "复制链接"
    }
    fn copied(&self) -> &'static str {
        "已复制"
    }
    fn copy_failed(&self) -> &'static str {
        "复制失败"
    }
    fn copy_refused(&self) -> &'static str {
        "浏览器不允许此页面复制，请手动选取"
    }

    // Problems of values
    fn not_a_status(&self) -> &'static str {
        "状态只能是 pending、successful 或 failed。"
    }
    fn not_in_range(&self, min: &str, max: &str) -> String {
        ["请输入 ", min, " 到 ", max, " 的整数。"].concat()
    }
    fn not_a_time(&self) -> &'static str {
        "无法识别的时间。可以写 2026-04-06 09:26、9:26 或 昨天 18:00"
    }
    fn end_before_start(&self) -> &'static str {
        "结束时间早于开始时间。"
    }
    fn not_a_span(&self) -> &'static str {
        "时间范围只能是 15m、1h、24h、7d 或 30d。"
    }
    fn range_given_twice(&self) -> &'static str {
        "已设置起止时间，此项不生效。"
    }
    fn not_a_sort_column(&self) -> &'static str {
        "不能按此列排序。"
    }
    fn not_a_time_zone(&self) -> &'static str {
        "时区只能是 local、utc 或 utc8。"
    }
    fn not_an_id(&self) -> &'static str {
        "含有 ID 中不会出现的字符。"
    }
    fn too_long(&self, max: &str) -> String {
        ["最多 ", max, " 个字符。"].concat()
    }
    fn control_character(&self) -> &'static str {
        "含有不可见的控制字符。"
    }
    fn not_a_page(&self, last: &str) -> String {
        [
            "没有这一页，现在显示第 1 页。请输入 1 到 ",
            last,
            " 之间的页码。",
        ]
        .concat()
    }
    fn ignored(&self, key: &str, text: &str, problem: &str) -> String {
        ["链接中的 ", key, "=", text, " 无效，已忽略：", problem].concat()
    }

    // Table
    fn table_caption(&self, order: &str) -> String {
        ["操作列表，", order].concat()
    }
    fn time(&self) -> &'static str {
        "时间"
    }
    fn operation(&self) -> &'static str {
        "操作"
    }
    fn submitter(&self) -> &'static str {
        "执行节点"
    }
    fn duration(&self) -> &'static str {
        "耗时"
    }
    fn error(&self) -> &'static str {
        "错误"
    }
    fn more_errors(&self, count: &str) -> String {
        ["另有 ", count, " 个错误码"].concat()
    }
    fn row_menu(&self) -> &'static str {
        "更多"
    }
    fn sort_by(&self, column: &str) -> String {
        ["按", column, "排序"].concat()
    }
    fn newest_first(&self) -> &'static str {
        "最新在前，由服务器排序"
    }
    fn oldest_first(&self) -> &'static str {
        "最早在前，由服务器排序"
    }
    fn sorted_ascending(&self, column: &str, count: &str) -> String {
        ["按", column, "升序，仅已加载的 ", count, " 行"].concat()
    }
    fn sorted_descending(&self, column: &str, count: &str) -> String {
        ["按", column, "降序，仅已加载的 ", count, " 行"].concat()
    }
    fn server_order(&self) -> &'static str {
        "恢复按时间排序"
    }
    fn only_this(&self, value: &str) -> String {
        ["只看 ", value].concat()
    }
    fn only_status(&self, value: &str) -> String {
        ["只看此状态：", value].concat()
    }
    fn only_action(&self, value: &str) -> String {
        ["只看此操作：", value].concat()
    }
    fn only_owner(&self, value: &str) -> String {
        ["只看此所有者：", value].concat()
    }
    fn only_resource(&self, value: &str) -> String {
        ["只看此资源：", value].concat()
    }
    fn open(&self) -> &'static str {
        "打开详情"
    }
    fn copy_id(&self) -> &'static str {
        "复制操作 ID"
    }
    fn copy_value(&self, value: &str) -> String {
        ["复制 ", value].concat()
    }
    fn open_menu(&self, id: &str) -> String {
        [id, " 的更多操作"].concat()
    }
    fn none(&self) -> &'static str {
        "—"
    }
    fn running(&self, duration: &str) -> String {
        ["已 ", duration].concat()
    }
    fn unreadable_row(&self) -> &'static str {
        "这一行无法识别"
    }
    fn row_not_object(&self) -> &'static str {
        "不是 JSON 对象"
    }
    fn row_no_id(&self) -> &'static str {
        "没有 job_id"
    }
    fn row_bad_id(&self) -> &'static str {
        "job_id 不是有效的 ID"
    }
    fn raw_data(&self) -> &'static str {
        "原始数据"
    }
    fn assumed_utc8(&self) -> &'static str {
        "服务器未注明时区，按 UTC+8 解读"
    }
    fn unreadable_time(&self) -> &'static str {
        "服务器返回的时间无法识别"
    }

    // Pages
    fn pages(&self) -> &'static str {
        "分页"
    }
    fn rows_of_total(&self, first: &str, last: &str, total: &str) -> String {
        ["第 ", first, "–", last, " 条，共 ", total, " 条"].concat()
    }
    fn rows_of_unknown(&self, first: &str, last: &str) -> String {
        ["第 ", first, "–", last, " 条，总数未知"].concat()
    }
    fn no_rows_total(&self, total: &str) -> String {
        ["共 ", total, " 条"].concat()
    }
    fn repeated_rows(&self, count: &str) -> String {
        ["服务器返回了 ", count, " 行重复数据，已去重"].concat()
    }
    fn previous(&self) -> &'static str {
        "上一页"
    }
    fn next(&self) -> &'static str {
        "下一页"
    }
    fn page_number(&self, page: &str) -> String {
        ["第 ", page, " 页"].concat()
    }
    fn go_to_page(&self) -> &'static str {
        "跳至"
    }
    fn page_of(&self, last: &str) -> String {
        ["/ ", last, " 页"].concat()
    }
    fn rows_per_page(&self) -> &'static str {
        "每页条数"
    }
    fn past_end_title(&self) -> &'static str {
        "没有这一页"
    }
    fn past_end_text(&self, page: &str, total: &str, last: &str) -> String {
        [
            "第 ",
            page,
            " 页超出范围：共 ",
            total,
            " 条，",
            last,
            " 页。",
        ]
        .concat()
    }
    fn go_to_last(&self) -> &'static str {
        "到最后一页"
    }
    fn announce_rows(&self, total: &str, page: &str, last: &str) -> String {
        ["共 ", total, " 条，第 ", page, " 页，共 ", last, " 页"].concat()
    }

    // Empty
    fn empty_title(&self) -> &'static str {
        "还没有操作记录"
    }
    fn empty_text(&self) -> &'static str {
        "此区域目前没有操作。集群上的操作会显示在这里；平台只保留最近一段时间的记录。"
    }
    fn empty_zone_title(&self, zone: &str) -> String {
        ["区域 ", zone, " 没有操作记录"].concat()
    }
    fn empty_zone_text(&self, zone: &str) -> String {
        [
            "服务器没有返回 ",
            zone,
            " 的任何操作：可能区域名有误，也可能近期确实没有操作。",
        ]
        .concat()
    }
    fn go_to_own_zone(&self) -> &'static str {
        "查看默认区域"
    }
    fn no_match_title(&self) -> &'static str {
        "没有符合条件的操作"
    }
    fn no_match_text(&self) -> &'static str {
        "没有操作同时满足以下条件，可移除其中一项："
    }

    // Failures
    fn retry(&self) -> &'static str {
        "重试"
    }
    fn details(&self) -> &'static str {
        "技术详情"
    }
    fn copy_details(&self) -> &'static str {
        "复制详情"
    }
    fn stale(&self, time: &str) -> String {
        ["以下是 ", time, " 的数据，可能已过期。"].concat()
    }
    fn other_query(&self, time: &str) -> String {
        ["以下仍是上一组条件在 ", time, " 的结果。"].concat()
    }
    fn offline_title(&self) -> &'static str {
        "网络已断开"
    }
    fn offline_text(&self) -> &'static str {
        "浏览器没有网络连接。恢复后会自动重试。"
    }
    fn unreachable_title(&self) -> &'static str {
        "无法连接服务器"
    }
    fn unreachable_text(&self) -> &'static str {
        "请求没有得到响应：服务器可能未运行，或连接被网络、代理阻断。"
    }
    fn timed_out_title(&self) -> &'static str {
        "服务器响应超时"
    }
    fn timed_out_text(&self) -> &'static str {
        "等待时间过长，请求已取消。服务器可能繁忙，请稍后重试。"
    }
    fn signed_out_title(&self) -> &'static str {
        "需要重新登录"
    }
    fn signed_out_text(&self) -> &'static str {
        "登录状态无效或已过期，请重新登录后再试。"
    }
    fn clock_off_title(&self) -> &'static str {
        "本机时间不准"
    }
    fn clock_off_text(&self) -> &'static str {
        "请求的时间与服务器相差超过 60 秒。请校准本机时间后重试。"
    }
    fn denied_title(&self) -> &'static str {
        "没有权限"
    }
    fn denied_text(&self) -> &'static str {
        "您没有查看这些操作的权限，或资源不属于您。"
    }
    fn not_found_title(&self) -> &'static str {
        "找不到请求的内容"
    }
    fn not_found_text(&self) -> &'static str {
        "条件里的资源、区域或地址不存在。请检查后重试。"
    }
    fn bad_request_title(&self) -> &'static str {
        "请求参数有误"
    }
    fn bad_request_text(&self) -> &'static str {
        "有参数不符合服务器的要求。请根据服务器的说明修改条件。"
    }
    fn over_quota_title(&self) -> &'static str {
        "超过调用配额"
    }
    fn over_quota_text(&self) -> &'static str {
        "此密钥的调用次数已用完，服务器暂时拒绝请求。恢复时间由服务器决定，这里不会自动重试。"
    }
    fn busy_title(&self) -> &'static str {
        "服务器繁忙"
    }
    fn busy_text(&self) -> &'static str {
        "服务器正忙或正在更新，请稍后再试。"
    }
    fn server_error_title(&self) -> &'static str {
        "服务器出错"
    }
    fn server_error_text(&self) -> &'static str {
        "服务器处理请求时出错，请重试。如仍失败，请将技术详情发给技术支持。"
    }
    fn broken_title(&self) -> &'static str {
        "返回的数据无法识别"
    }
    fn broken_text(&self) -> &'static str {
        "返回的不是操作日志数据，可能是登录页、代理页面，或数据不完整。"
    }
    fn server_says(&self) -> &'static str {
        "服务器说明"
    }
    fn empty_body(&self) -> &'static str {
        "（空内容）"
    }
    fn broken_json(&self, line: &str, column: &str) -> String {
        ["第 ", line, " 行第 ", column, " 列起不是有效的 JSON"].concat()
    }
    fn broken_shape(&self, path: &str) -> String {
        [path, " 不符合接口格式"].concat()
    }

    // Detail
    fn back_to_list(&self) -> &'static str {
        "返回列表"
    }
    fn newer_neighbour(&self) -> &'static str {
        "上一条"
    }
    fn older_neighbour(&self) -> &'static str {
        "下一条"
    }
    fn job_id(&self) -> &'static str {
        "操作 ID"
    }
    fn job_action(&self) -> &'static str {
        "操作类型"
    }
    fn create_time(&self) -> &'static str {
        "开始时间"
    }
    fn status_time(&self) -> &'static str {
        "更新时间"
    }
    fn resource_ids(&self) -> &'static str {
        "资源 ID"
    }
    fn error_codes(&self) -> &'static str {
        "错误码"
    }
    fn copy_curl(&self) -> &'static str {
        "复制 curl 命令"
    }
    fn show_in_list(&self) -> &'static str {
        "在列表中查看"
    }
    fn related_title(&self) -> &'static str {
        "同一集群此前的操作"
    }
    fn related_empty(&self) -> &'static str {
        "此前没有其他操作。"
    }
    fn related_after(&self) -> &'static str {
        "查看此后的操作"
    }
    fn not_listed(&self) -> &'static str {
        "服务器现在查不到这条操作；以下是之前读取的内容。"
    }
    fn unknown_title(&self) -> &'static str {
        "找不到这条操作"
    }
    fn unknown_text(&self, id: &str) -> String {
        [
            "服务器找不到 ",
            id,
            "。ID 可能有误、属于其他区域，或记录已超过保留期。",
        ]
        .concat()
    }
    fn code_class_retry_now(&self) -> &'static str {
        "可立即重试"
    }
    fn code_class_retry_later(&self) -> &'static str {
        "可稍后重试"
    }
    fn code_class_ask_user(&self) -> &'static str {
        "需人工处理"
    }
    fn code_class_fix_request(&self) -> &'static str {
        "需要修改请求"
    }
    fn code_unknown(&self) -> &'static str {
        "文档未收录此错误码"
    }
    fn not_found_page_title(&self) -> &'static str {
        "没有这个页面"
    }
    fn not_found_page_text(&self, path: &str) -> String {
        ["地址 ", path, " 不属于操作日志。"].concat()
    }
    fn go_to_list(&self) -> &'static str {
        "打开操作日志"
    }

    // Kinds of resources
    fn kind_cluster(&self) -> &'static str {
        "集群"
    }
    fn kind_queue(&self) -> &'static str {
        "队列"
    }
    fn kind_node(&self) -> &'static str {
        "节点"
    }
    fn kind_compute_job(&self) -> &'static str {
        "作业"
    }
    fn kind_user(&self) -> &'static str {
        "用户"
    }
    fn kind_network(&self) -> &'static str {
        "网络"
    }
    fn kind_public_ip(&self) -> &'static str {
        "公网 IP"
    }
    fn kind_other(&self) -> &'static str {
        "资源"
    }

    // Keyboard
    fn key_search(&self) -> &'static str {
        "定位到关键词框"
    }
    fn key_refresh(&self) -> &'static str {
        "刷新"
    }
    fn key_status(&self) -> &'static str {
        "全部 / 执行中 / 成功 / 失败"
    }
    fn key_rows(&self) -> &'static str {
        "在各行之间移动"
    }
    fn key_pages(&self) -> &'static str {
        "上一页 / 下一页"
    }
    fn key_open(&self) -> &'static str {
        "打开详情"
    }
    fn key_help(&self) -> &'static str {
        "显示本帮助"
    }
    fn single_keys(&self) -> &'static str {
        "启用单键快捷键"
    }

    // Freshness
    fn refresh_by_itself(&self) -> &'static str {
        "自动刷新"
    }
    fn refresh_off(&self) -> &'static str {
        "关闭"
    }
    fn refresh_each(&self, seconds: &str) -> String {
        ["每 ", seconds, " 秒"].concat()
    }
    fn refresh_slowed(&self) -> &'static str {
        "已放慢：本小时的调用次数已用去 80%"
    }
    fn refresh_paused_offline(&self) -> &'static str {
        "已暂停：没有网络"
    }
    fn refresh_paused_hour(&self) -> &'static str {
        "已暂停：本小时的调用次数已用去 95%"
    }
    fn refresh_paused_refused(&self) -> &'static str {
        "已暂停：服务器因调用过多而拒绝"
    }
    fn newer(&self, count: &str) -> String {
        [count, " 条新操作"].concat()
    }
    fn newer_at_least(&self, count: &str) -> String {
        [count, " 条以上新操作"].concat()
    }
    fn moved_title(&self) -> &'static str {
        "列表在翻页期间发生了变动。"
    }
    fn moved_text(&self) -> &'static str {
        "各页之间可能有遗漏或重复的操作。"
    }
    fn moved_counts(&self, was: &str, now: &str) -> String {
        [
            "原来有 ",
            was,
            " 条符合，现在有 ",
            now,
            " 条。各页之间可能有遗漏或重复的操作。",
        ]
        .concat()
    }
    fn read_anew(&self) -> &'static str {
        "重新读取"
    }
    fn trying_again_in(&self, seconds: &str) -> String {
        [seconds, " 秒后自动重试"].concat()
    }
    fn trying_again(&self) -> &'static str {
        "正在重试…"
    }

    // Calls
    fn calls_used(&self, used: &str, most: &str) -> String {
        ["最近一小时调用 ", used, " / ", most].concat()
    }
    fn meter_title(&self) -> &'static str {
        "调用次数"
    }
    fn meter_caption(&self) -> &'static str {
        "最近一小时，本浏览器所有标签页"
    }
    fn meter_note(&self) -> &'static str {
        "同一密钥在别处的调用也计入限额，这里看不到。超限后何时恢复，由服务器决定。"
    }
    fn stance_free(&self) -> &'static str {
        "后台读取按所选间隔进行。"
    }
    fn stance_halved(&self) -> &'static str {
        "已用去 80%：后台读取减半，为您的操作留出余量。"
    }
    fn stance_stopped(&self) -> &'static str {
        "已用去 95%：后台读取已停止，只有您的操作才会调用。"
    }
    fn stance_refused(&self) -> &'static str {
        "服务器以调用过多为由拒绝了请求：后台读取已停止。您可以手动重试。"
    }
    fn purpose_page(&self) -> &'static str {
        "列表页"
    }
    fn purpose_operation(&self) -> &'static str {
        "操作详情"
    }
    fn purpose_related(&self) -> &'static str {
        "相关操作"
    }
    fn purpose_watch(&self) -> &'static str {
        "更新屏幕上的操作"
    }
    fn purpose_newer(&self) -> &'static str {
        "检查新操作"
    }
    fn made_title(&self) -> &'static str {
        "这个列表是怎样得来的"
    }
    fn made_text(&self) -> &'static str {
        "屏幕上的内容来自以下调用，最新的在前。命令可以在终端中执行；凭证请填入变量 COOKIE 或 AUTHORIZATION。"
    }
    fn made_as_of(&self, time: &str) -> String {
        [
            "各页都是 ",
            time,
            " 时的状态，此后新增的操作不会移动任何一行。",
        ]
        .concat()
    }
    fn outcome_rows(&self, rows: &str, total: &str) -> String {
        [rows, " 行，共 ", total].concat()
    }
    fn outcome_rows_of_unknown(&self, rows: &str) -> String {
        [rows, " 行"].concat()
    }
    fn outcome_aborted(&self) -> &'static str {
        "已取消"
    }
}
