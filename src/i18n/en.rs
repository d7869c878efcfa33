//! English.

use super::Messages;

/// English.
pub struct En;

impl Messages for En {
    // Frame
    fn product(&self) -> &'static str {
        "Operation log"
    }
    fn skip_to_list(&self) -> &'static str {
        "Skip to content"
    }
    fn language(&self) -> &'static str {
        "Language"
    }
    fn theme(&self) -> &'static str {
        "Theme"
    }
    fn theme_system(&self) -> &'static str {
        "System"
    }
    fn theme_light(&self) -> &'static str {
        "Light"
    }
    fn theme_dark(&self) -> &'static str {
        "Dark"
    }
    fn time_zone(&self) -> &'static str {
        "Time zone"
    }
    fn zone_browser(&self, offset: &str) -> String {
        ["Local ", offset].concat()
    }
    fn keyboard_help(&self) -> &'static str {
        "Keyboard shortcuts"
    }
    fn close(&self) -> &'static str {
        "Close"
    }
    fn unusable(&self, text: &str) -> String {
        [text, " (not valid)"].concat()
    }

    // List
    fn list_title(&self) -> &'static str {
        "Operations"
    }
    fn zone_name(&self, zone: &str) -> String {
        ["Zone ", zone].concat()
    }
    fn as_of(&self, time: &str) -> String {
        ["As of ", time].concat()
    }
    fn refresh(&self) -> &'static str {
        "Refresh"
    }
    fn loading(&self) -> &'static str {
        "Loading…"
    }
    fn filters(&self) -> &'static str {
        "Filters"
    }
    fn search(&self) -> &'static str {
        "Keyword"
    }
    fn search_scope(&self) -> &'static str {
        "Searched by the server; only names are documented to match"
    }
    fn search_hint(&self) -> &'static str {
        "Name or keyword"
    }
    fn status(&self) -> &'static str {
        "Status"
    }
    fn status_all(&self) -> &'static str {
        "All"
    }
    fn pending(&self) -> &'static str {
        "Pending"
    }
    fn successful(&self) -> &'static str {
        "Successful"
    }
    fn failed(&self) -> &'static str {
        "Failed"
    }
    fn time_range(&self) -> &'static str {
        "Time range"
    }
    fn any_time(&self) -> &'static str {
        "Any time"
    }
    fn custom_range(&self) -> &'static str {
        "Custom…"
    }
    fn last_15m(&self) -> &'static str {
        "Last 15 minutes"
    }
    fn last_1h(&self) -> &'static str {
        "Last hour"
    }
    fn last_24h(&self) -> &'static str {
        "Last 24 hours"
    }
    fn last_7d(&self) -> &'static str {
        "Last 7 days"
    }
    fn last_30d(&self) -> &'static str {
        "Last 30 days"
    }
    fn start_time(&self) -> &'static str {
        "From"
    }
    fn end_time(&self) -> &'static str {
        "To"
    }
    fn pick_time(&self) -> &'static str {
        "Pick date and time"
    }
    fn time_hint(&self) -> &'static str {
        "e.g. 2026-04-06 09:26"
    }
    fn resource(&self) -> &'static str {
        "Resource"
    }
    fn resources(&self) -> &'static str {
        "Resources"
    }
    fn resource_hint(&self) -> &'static str {
        "Cluster, queue or node id"
    }
    fn owner(&self) -> &'static str {
        "Owner"
    }
    fn action(&self) -> &'static str {
        "Action"
    }
    fn action_hint(&self) -> &'static str {
        "Pick or type an action"
    }
    fn other_filters(&self) -> &'static str {
        "Other filters"
    }
    fn more_filters(&self) -> &'static str {
        "More filters"
    }
    fn directive(&self) -> &'static str {
        "Directive"
    }
    fn action_describe(&self) -> &'static str {
        "Description"
    }
    fn job_ids(&self) -> &'static str {
        "Operation id"
    }
    fn verbose(&self) -> &'static str {
        "Related information"
    }
    fn verbose_unset(&self) -> &'static str {
        "Default"
    }
    fn verbose_no(&self) -> &'static str {
        "Leave out"
    }
    fn verbose_yes(&self) -> &'static str {
        "Include"
    }
    fn zone(&self) -> &'static str {
        "Zone"
    }
    fn active_filters(&self) -> &'static str {
        "Active filters"
    }
    fn locked_filter(&self) -> &'static str {
        "Set by the portal"
    }
    fn remove_filter(&self, filter: &str) -> String {
        ["Remove filter: ", filter].concat()
    }
    fn clear_all(&self) -> &'static str {
        "Clear all filters"
    }
    fn copy_link(&self) -> &'static str {
        "Copy link"
    }
    fn copied(&self) -> &'static str {
        "Copied"
    }
    fn copy_failed(&self) -> &'static str {
        "Copy failed"
    }
    fn copy_refused(&self) -> &'static str {
        "The browser does not let this page copy; select the text by hand"
    }

    // Problems of values
    fn not_a_status(&self) -> &'static str {
        "Must be pending, successful or failed."
    }
    fn not_in_range(&self, min: &str, max: &str) -> String {
        ["Must be a whole number from ", min, " to ", max, "."].concat()
    }
    fn not_a_time(&self) -> &'static str {
        "Not a time. Try 2026-04-06 09:26, 9:26 or yesterday 18:00"
    }
    fn end_before_start(&self) -> &'static str {
        "The end lies before the start."
    }
    fn not_a_span(&self) -> &'static str {
        "Must be 15m, 1h, 24h, 7d or 30d."
    }
    fn range_given_twice(&self) -> &'static str {
        "A fixed range is set, so this one is not used."
    }
    fn not_a_sort_column(&self) -> &'static str {
        "Cannot be sorted by this."
    }
    fn not_a_time_zone(&self) -> &'static str {
        "Must be local, utc or utc8."
    }
    fn not_an_id(&self) -> &'static str {
        "Has a character that no id has."
    }
    fn too_long(&self, max: &str) -> String {
        ["At most ", max, " characters."].concat()
    }
    fn control_character(&self) -> &'static str {
        "Has an invisible control character."
    }
    fn not_a_page(&self, last: &str) -> String {
        [
            "There is no such page, so this is page 1. Pages run from 1 to ",
            last,
            ".",
        ]
        .concat()
    }
    fn ignored(&self, key: &str, text: &str, problem: &str) -> String {
        [key, "=", text, " from this link is not used: ", problem].concat()
    }

    // Table
    fn table_caption(&self, order: &str) -> String {
        ["Operations, ", order].concat()
    }
    fn time(&self) -> &'static str {
        "Time"
    }
    fn operation(&self) -> &'static str {
        "Operation"
    }
    fn submitter(&self) -> &'static str {
        "Run by"
    }
    fn duration(&self) -> &'static str {
        "Duration"
    }
    fn error(&self) -> &'static str {
        "Error"
    }
    fn more_errors(&self, count: &str) -> String {
        ["Other error codes: ", count].concat()
    }
    fn row_menu(&self) -> &'static str {
        "Actions"
    }
    fn sort_by(&self, column: &str) -> String {
        ["Sort by ", column].concat()
    }
    fn newest_first(&self) -> &'static str {
        "Newest first, sorted by the server"
    }
    fn oldest_first(&self) -> &'static str {
        "Oldest first, sorted by the server"
    }
    fn sorted_ascending(&self, column: &str, count: &str) -> String {
        [
            "By ",
            column,
            ", ascending, only the ",
            count,
            " loaded rows",
        ]
        .concat()
    }
    fn sorted_descending(&self, column: &str, count: &str) -> String {
        [
            "By ",
            column,
            ", descending, only the ",
            count,
            " loaded rows",
        ]
        .concat()
    }
    fn server_order(&self) -> &'static str {
        "Back to time order"
    }
    fn only_this(&self, value: &str) -> String {
        ["Only ", value].concat()
    }
    fn only_status(&self, value: &str) -> String {
        ["Only this status: ", value].concat()
    }
    fn only_action(&self, value: &str) -> String {
        ["Only this action: ", value].concat()
    }
    fn only_owner(&self, value: &str) -> String {
        ["Only this owner: ", value].concat()
    }
    fn only_resource(&self, value: &str) -> String {
        ["Only this resource: ", value].concat()
    }
    fn open(&self) -> &'static str {
        "Open"
    }
    fn copy_id(&self) -> &'static str {
        "Copy operation id"
    }
    fn copy_value(&self, value: &str) -> String {
        ["Copy ", value].concat()
    }
    fn open_menu(&self, id: &str) -> String {
        ["More for ", id].concat()
    }
    fn none(&self) -> &'static str {
        "—"
    }
    fn running(&self, duration: &str) -> String {
        [duration, " so far"].concat()
    }
    fn unreadable_row(&self) -> &'static str {
        "This row could not be read"
    }
    fn row_not_object(&self) -> &'static str {
        "it is not a JSON object"
    }
    fn row_no_id(&self) -> &'static str {
        "it has no job_id"
    }
    fn row_bad_id(&self) -> &'static str {
        "its job_id cannot be an id"
    }
    fn raw_data(&self) -> &'static str {
        "Raw data"
    }
    fn assumed_utc8(&self) -> &'static str {
        "The server gave no time zone; read as UTC+8"
    }
    fn unreadable_time(&self) -> &'static str {
        "The server sent this, which is not a time"
    }

    // Pages
    fn pages(&self) -> &'static str {
        "Pages"
    }
    fn rows_of_total(&self, first: &str, last: &str, total: &str) -> String {
        [first, "–", last, " of ", total].concat()
    }
    fn rows_of_unknown(&self, first: &str, last: &str) -> String {
        [first, "–", last, ", total unknown"].concat()
    }
    fn no_rows_total(&self, total: &str) -> String {
        [total, " in total"].concat()
    }
    fn repeated_rows(&self, count: &str) -> String {
        [
            "Rows the server sent more than once: ",
            count,
            "; each is shown once",
        ]
        .concat()
    }
    fn previous(&self) -> &'static str {
        "Previous"
    }
    fn next(&self) -> &'static str {
        "Next"
    }
    fn page_number(&self, page: &str) -> String {
        ["Page ", page].concat()
    }
    fn go_to_page(&self) -> &'static str {
        "Go to page"
    }
    fn page_of(&self, last: &str) -> String {
        ["of ", last].concat()
    }
    fn rows_per_page(&self) -> &'static str {
        "Rows per page"
    }
    fn past_end_title(&self) -> &'static str {
        "There is no such page"
    }
    fn past_end_text(&self, page: &str, total: &str, last: &str) -> String {
        [
            "Page ",
            page,
            " is past the end: ",
            total,
            " operations, last page ",
            last,
            ".",
        ]
        .concat()
    }
    fn go_to_last(&self) -> &'static str {
        "Go to the last page"
    }
    fn announce_rows(&self, total: &str, page: &str, last: &str) -> String {
        [total, " operations, page ", page, " of ", last].concat()
    }

    // Empty
    fn empty_title(&self) -> &'static str {
        "Nothing here yet"
    }
    fn empty_text(&self) -> &'static str {
        "There are no operations in this zone. What happens on your clusters is listed here; the platform keeps recent records only."
    }
    fn empty_zone_title(&self, zone: &str) -> String {
        ["No operations in zone ", zone].concat()
    }
    fn empty_zone_text(&self, zone: &str) -> String {
        [
            "The server has nothing for ",
            zone,
            ": the zone name may be wrong, or nothing has happened there recently.",
        ]
        .concat()
    }
    fn go_to_own_zone(&self) -> &'static str {
        "Show the default zone"
    }
    fn no_match_title(&self) -> &'static str {
        "No operation matches"
    }
    fn no_match_text(&self) -> &'static str {
        "No operation meets all of these filters. Remove one of them:"
    }

    // Failures
    fn retry(&self) -> &'static str {
        "Try again"
    }
    fn details(&self) -> &'static str {
        "Technical details"
    }
    fn copy_details(&self) -> &'static str {
        "Copy details"
    }
    fn stale(&self, time: &str) -> String {
        ["This was read at ", time, " and may be out of date."].concat()
    }
    fn other_query(&self, time: &str) -> String {
        [
            "These are still the results of the previous filters (read at ",
            time,
            ").",
        ]
        .concat()
    }
    fn offline_title(&self) -> &'static str {
        "You are offline"
    }
    fn offline_text(&self) -> &'static str {
        "The browser has no network connection. The panel tries again as soon as it is back."
    }
    fn unreachable_title(&self) -> &'static str {
        "The server cannot be reached"
    }
    fn unreachable_text(&self) -> &'static str {
        "There was no response: the server may be down, or a network or proxy may block the way."
    }
    fn timed_out_title(&self) -> &'static str {
        "The server did not answer in time"
    }
    fn timed_out_text(&self) -> &'static str {
        "The request was cancelled after a long wait. The server may be busy."
    }
    fn signed_out_title(&self) -> &'static str {
        "You are signed out"
    }
    fn signed_out_text(&self) -> &'static str {
        "Your sign-in is not valid or has expired. Sign in again, then try once more."
    }
    fn clock_off_title(&self) -> &'static str {
        "This computer's clock is off"
    }
    fn clock_off_text(&self) -> &'static str {
        "The request carried a time more than 60 seconds off the server's. Set the clock right and try again."
    }
    fn denied_title(&self) -> &'static str {
        "Access denied"
    }
    fn denied_text(&self) -> &'static str {
        "You may not see these operations, or the resource is not yours."
    }
    fn not_found_title(&self) -> &'static str {
        "Not found"
    }
    fn not_found_text(&self) -> &'static str {
        "Something named in the request, such as a resource, a zone or the address of the API, does not exist."
    }
    fn bad_request_title(&self) -> &'static str {
        "The request was not accepted"
    }
    fn bad_request_text(&self) -> &'static str {
        "A parameter is not what the server expects. Read its message and change the filters."
    }
    fn over_quota_title(&self) -> &'static str {
        "Over quota"
    }
    fn over_quota_text(&self) -> &'static str {
        "This key has used up its calls, and the server refuses more for now. Only the server knows until when, so nothing is retried automatically."
    }
    fn busy_title(&self) -> &'static str {
        "The server is busy"
    }
    fn busy_text(&self) -> &'static str {
        "It is overloaded or being updated. Trying again a little later usually works."
    }
    fn server_error_title(&self) -> &'static str {
        "Server error"
    }
    fn server_error_text(&self) -> &'static str {
        "Something went wrong inside the server. Try again; if it keeps failing, send the technical details to support."
    }
    fn broken_title(&self) -> &'static str {
        "The response cannot be read"
    }
    fn broken_text(&self) -> &'static str {
        "This is not operation log data: it may be a sign-in page, a page of a proxy, or data that was cut off."
    }
    fn server_says(&self) -> &'static str {
        "The server says"
    }
    fn empty_body(&self) -> &'static str {
        "(empty body)"
    }
    fn broken_json(&self, line: &str, column: &str) -> String {
        ["not JSON from line ", line, ", column ", column].concat()
    }
    fn broken_shape(&self, path: &str) -> String {
        [path, " does not match the API's format"].concat()
    }

    // Detail
    fn back_to_list(&self) -> &'static str {
        "Back to the list"
    }
    fn newer_neighbour(&self) -> &'static str {
        "Previous in the list"
    }
    fn older_neighbour(&self) -> &'static str {
        "Next in the list"
    }
    fn job_id(&self) -> &'static str {
        "Operation id"
    }
    fn job_action(&self) -> &'static str {
        "Action"
    }
    fn create_time(&self) -> &'static str {
        "Started"
    }
    fn status_time(&self) -> &'static str {
        "Updated"
    }
    fn resource_ids(&self) -> &'static str {
        "Resources"
    }
    fn error_codes(&self) -> &'static str {
        "Error codes"
    }
    fn copy_curl(&self) -> &'static str {
        "Copy as curl"
    }
    fn show_in_list(&self) -> &'static str {
        "Show in the list"
    }
    fn related_title(&self) -> &'static str {
        "Earlier on the same cluster"
    }
    fn related_empty(&self) -> &'static str {
        "Nothing earlier."
    }
    fn related_after(&self) -> &'static str {
        "Show what came after"
    }
    fn not_listed(&self) -> &'static str {
        "The server no longer lists this operation; what is shown was read before."
    }
    fn unknown_title(&self) -> &'static str {
        "No such operation"
    }
    fn unknown_text(&self, id: &str) -> String {
        [
            "The server knows no ",
            id,
            ". The id may be wrong, belong to another zone, or be older than what is kept.",
        ]
        .concat()
    }
    fn code_class_retry_now(&self) -> &'static str {
        "Can be retried at once"
    }
    fn code_class_retry_later(&self) -> &'static str {
        "Can be retried later"
    }
    fn code_class_ask_user(&self) -> &'static str {
        "Someone has to act first"
    }
    fn code_class_fix_request(&self) -> &'static str {
        "The request has to change"
    }
    fn code_unknown(&self) -> &'static str {
        "Not a documented code"
    }
    fn not_found_page_title(&self) -> &'static str {
        "There is no such page"
    }
    fn not_found_page_text(&self, path: &str) -> String {
        [path, " is not an address of the operation log."].concat()
    }
    fn go_to_list(&self) -> &'static str {
        "Open the operation log"
    }

    // Kinds of resources
    fn kind_cluster(&self) -> &'static str {
        "Cluster"
    }
    fn kind_queue(&self) -> &'static str {
        "Queue"
    }
    fn kind_node(&self) -> &'static str {
        "Node"
    }
    fn kind_compute_job(&self) -> &'static str {
        "Compute job"
    }
    fn kind_user(&self) -> &'static str {
        "User"
    }
    fn kind_network(&self) -> &'static str {
        "Network"
    }
    fn kind_public_ip(&self) -> &'static str {
        "Public IP"
    }
    fn kind_other(&self) -> &'static str {
        "Resource"
    }

    // Keyboard
    fn key_search(&self) -> &'static str {
        "Go to the keyword box"
    }
    fn key_refresh(&self) -> &'static str {
        "Refresh"
    }
    fn key_status(&self) -> &'static str {
        "All / pending / successful / failed"
    }
    fn key_rows(&self) -> &'static str {
        "Move between rows"
    }
    fn key_pages(&self) -> &'static str {
        "Previous / next page"
    }
    fn key_open(&self) -> &'static str {
        "Open the operation"
    }
    fn key_help(&self) -> &'static str {
        "Show this help"
    }
    fn single_keys(&self) -> &'static str {
        "Single-key shortcuts on"
    }

    // Freshness
    fn refresh_by_itself(&self) -> &'static str {
        "Auto-refresh"
    }
    fn refresh_off(&self) -> &'static str {
        "Off"
    }
    fn refresh_each(&self, seconds: &str) -> String {
        ["Every ", seconds, " s"].concat()
    }
    fn refresh_slowed(&self) -> &'static str {
        "Slowed: 80 % of this hour’s calls are used"
    }
    fn refresh_paused_offline(&self) -> &'static str {
        "Paused: no network"
    }
    fn refresh_paused_hour(&self) -> &'static str {
        "Paused: 95 % of this hour’s calls are used"
    }
    fn refresh_paused_refused(&self) -> &'static str {
        "Paused: the server refused a call because there were too many"
    }
    fn newer(&self, count: &str) -> String {
        [
            count,
            if count == "1" {
                " new operation"
            } else {
                " new operations"
            },
        ]
        .concat()
    }
    fn newer_at_least(&self, count: &str) -> String {
        ["More than ", count, " new operations"].concat()
    }
    fn moved_title(&self) -> &'static str {
        "The list moved while you were reading."
    }
    fn moved_text(&self) -> &'static str {
        "Operations may be missing or repeated across pages."
    }
    fn moved_counts(&self, was: &str, now: &str) -> String {
        [
            "There were ",
            was,
            " matches, now there are ",
            now,
            ". Operations may be missing or repeated across pages.",
        ]
        .concat()
    }
    fn read_anew(&self) -> &'static str {
        "Read it anew"
    }
    fn trying_again_in(&self, seconds: &str) -> String {
        ["Trying again in ", seconds, " s"].concat()
    }
    fn trying_again(&self) -> &'static str {
        "Trying again…"
    }

    // Calls
    fn calls_used(&self, used: &str, most: &str) -> String {
        [used, " of ", most, " calls in the last hour"].concat()
    }
    fn meter_title(&self) -> &'static str {
        "Calls to the server"
    }
    fn meter_caption(&self) -> &'static str {
        "Last hour, all tabs of this browser"
    }
    fn meter_note(&self) -> &'static str {
        "Calls that others make with the same key count as well and are not seen here. When calls are allowed again after a refusal is the server’s decision."
    }
    fn stance_free(&self) -> &'static str {
        "The list is read again by itself as often as you chose."
    }
    fn stance_halved(&self) -> &'static str {
        "80 % are used: the list is read again half as often, to leave calls for you."
    }
    fn stance_stopped(&self) -> &'static str {
        "95 % are used: nothing is read again by itself; only what you do makes calls."
    }
    fn stance_refused(&self) -> &'static str {
        "The server refused a call because there were too many: nothing is read again by itself. You can retry by hand."
    }
    fn purpose_page(&self) -> &'static str {
        "Page of the list"
    }
    fn purpose_operation(&self) -> &'static str {
        "One operation"
    }
    fn purpose_related(&self) -> &'static str {
        "Operations around one"
    }
    fn purpose_watch(&self) -> &'static str {
        "Update of rows on screen"
    }
    fn purpose_newer(&self) -> &'static str {
        "Look for new operations"
    }
    fn made_title(&self) -> &'static str {
        "How this list was made"
    }
    fn made_text(&self) -> &'static str {
        "What is on screen comes from these calls, newest first. The commands run in a shell; put your credentials into the variables COOKIE or AUTHORIZATION."
    }
    fn made_as_of(&self, time: &str) -> String {
        [
            "All pages are as of ",
            time,
            "; operations that came later move no row.",
        ]
        .concat()
    }
    fn outcome_rows(&self, rows: &str, total: &str) -> String {
        [rows, " rows of ", total].concat()
    }
    fn outcome_rows_of_unknown(&self, rows: &str) -> String {
        [rows, " rows"].concat()
    }
    fn outcome_aborted(&self) -> &'static str {
        "cancelled"
    }
}
