//! Every text of the panel. A language that lacks one does not compile.

/// The texts of one language. Those that take arguments get figures and times already formatted.
pub trait Messages: Sync {
    // Frame

    /// Name of the product.
    fn product(&self) -> &'static str;
    /// Link for keyboard users.
    fn skip_to_list(&self) -> &'static str;
    /// Label of the language switch.
    fn language(&self) -> &'static str;
    /// Label of the theme switch.
    fn theme(&self) -> &'static str;
    /// Theme of the system.
    fn theme_system(&self) -> &'static str;
    /// Light theme.
    fn theme_light(&self) -> &'static str;
    /// Dark theme.
    fn theme_dark(&self) -> &'static str;
    /// Label of the time zone switch.
    fn time_zone(&self) -> &'static str;
    /// The browser's zone.
    fn zone_browser(&self, offset: &str) -> String;
    /// Title and button of the help dialog.
    fn keyboard_help(&self) -> &'static str;
    /// Closes a dialog.
    fn close(&self) -> &'static str;
    /// Option that stands for a bad value of a link.
    fn unusable(&self, text: &str) -> String;
    // List

    /// Heading of the list.
    fn list_title(&self) -> &'static str;
    /// The zone that is shown.
    fn zone_name(&self, zone: &str) -> String;
    /// When the rows were read.
    fn as_of(&self, time: &str) -> String;
    /// Asks the server again.
    fn refresh(&self) -> &'static str;
    /// A call is under way.
    fn loading(&self) -> &'static str;
    /// Name of the filter form.
    fn filters(&self) -> &'static str;
    /// Label of the search box.
    fn search(&self) -> &'static str;
    /// What the search box searches.
    fn search_scope(&self) -> &'static str;
    /// Placeholder of the search box.
    fn search_hint(&self) -> &'static str;
    /// Label of the status filter and column.
    fn status(&self) -> &'static str;
    /// Any status.
    fn status_all(&self) -> &'static str;
    /// Status.
    fn pending(&self) -> &'static str;
    /// Status.
    fn successful(&self) -> &'static str;
    /// Status.
    fn failed(&self) -> &'static str;
    /// Label of the relative range.
    fn time_range(&self) -> &'static str;
    /// No range.
    fn any_time(&self) -> &'static str;
    /// An absolute range.
    fn custom_range(&self) -> &'static str;
    /// Relative range.
    fn last_15m(&self) -> &'static str;
    /// Relative range.
    fn last_1h(&self) -> &'static str;
    /// Relative range.
    fn last_24h(&self) -> &'static str;
    /// Relative range.
    fn last_7d(&self) -> &'static str;
    /// Relative range.
    fn last_30d(&self) -> &'static str;
    /// Label of the start of the range.
    fn start_time(&self) -> &'static str;
    /// Label of the end of the range.
    fn end_time(&self) -> &'static str;
    /// Opens the browser's date picker.
    fn pick_time(&self) -> &'static str;
    /// Placeholder of a time box.
    fn time_hint(&self) -> &'static str;
    /// Label of the resource filter.
    fn resource(&self) -> &'static str;
    /// Column.
    fn resources(&self) -> &'static str;
    /// Placeholder.
    fn resource_hint(&self) -> &'static str;
    /// Filter and column.
    fn owner(&self) -> &'static str;
    /// Filter.
    fn action(&self) -> &'static str;
    /// Placeholder.
    fn action_hint(&self) -> &'static str;
    /// Unfolds all filters but the keyword and the status, on narrow screens.
    fn other_filters(&self) -> &'static str;
    /// Opens the rarer filters.
    fn more_filters(&self) -> &'static str;
    /// Filter.
    fn directive(&self) -> &'static str;
    /// Filter.
    fn action_describe(&self) -> &'static str;
    /// Filter.
    fn job_ids(&self) -> &'static str;
    /// Filter.
    fn verbose(&self) -> &'static str;
    /// Parameter is not sent.
    fn verbose_unset(&self) -> &'static str;
    /// verbose=0
    fn verbose_no(&self) -> &'static str;
    /// verbose=1
    fn verbose_yes(&self) -> &'static str;
    /// Filter.
    fn zone(&self) -> &'static str;
    /// Name of the list of chips.
    fn active_filters(&self) -> &'static str;
    /// Name of the lock of a chip that cannot be removed.
    fn locked_filter(&self) -> &'static str;
    /// Button of a chip.
    fn remove_filter(&self, filter: &str) -> String;
    /// Removes every filter.
    fn clear_all(&self) -> &'static str;
    /// Copies a link to this view.
    fn copy_link(&self) -> &'static str;
    /// The copy worked.
    fn copied(&self) -> &'static str;
    /// The copy failed.
    fn copy_failed(&self) -> &'static str;
    /// Why a copy failed.
    fn copy_refused(&self) -> &'static str;
    // Problems of values

    /// Problem.
    fn not_a_status(&self) -> &'static str;
    /// Problem.
    fn not_in_range(&self, min: &str, max: &str) -> String;
    /// Problem.
    fn not_a_time(&self) -> &'static str;
    /// Problem.
    fn end_before_start(&self) -> &'static str;
    /// Problem.
    fn not_a_span(&self) -> &'static str;
    /// Problem.
    fn range_given_twice(&self) -> &'static str;
    /// Problem.
    fn not_a_sort_column(&self) -> &'static str;
    /// Problem.
    fn not_a_time_zone(&self) -> &'static str;
    /// Problem.
    fn not_an_id(&self) -> &'static str;
    /// Problem.
    fn too_long(&self, max: &str) -> String;
    /// Problem.
    fn control_character(&self) -> &'static str;
    /// Problem of the box with the page number.
    fn not_a_page(&self, last: &str) -> String;
    /// A bad value that has no box of its own.
    fn ignored(&self, key: &str, text: &str, problem: &str) -> String;
    // Table

    /// Caption of the table.
    fn table_caption(&self, order: &str) -> String;
    /// Column.
    fn time(&self) -> &'static str;
    /// Column.
    fn operation(&self) -> &'static str;
    /// Column.
    fn submitter(&self) -> &'static str;
    /// Column.
    fn duration(&self) -> &'static str;
    /// Column.
    fn error(&self) -> &'static str;
    /// How many errors a row has beside the one it shows.
    fn more_errors(&self, count: &str) -> String;
    /// Column of the row menus.
    fn row_menu(&self) -> &'static str;
    /// Title of a column's button.
    fn sort_by(&self, column: &str) -> String;
    /// Order.
    fn newest_first(&self) -> &'static str;
    /// Order.
    fn oldest_first(&self) -> &'static str;
    /// Order.
    fn sorted_ascending(&self, column: &str, count: &str) -> String;
    /// Order.
    fn sorted_descending(&self, column: &str, count: &str) -> String;
    /// Removes the browser's sort.
    fn server_order(&self) -> &'static str;
    /// Filters by a value.
    fn only_this(&self, value: &str) -> String;
    /// Filters by a value.
    fn only_status(&self, value: &str) -> String;
    /// Filters by a value.
    fn only_action(&self, value: &str) -> String;
    /// Filters by a value.
    fn only_owner(&self, value: &str) -> String;
    /// Filters by a value.
    fn only_resource(&self, value: &str) -> String;
    /// Menu item: opens the operation.
    fn open(&self) -> &'static str;
    /// Menu item.
    fn copy_id(&self) -> &'static str;
    /// Menu item.
    fn copy_value(&self, value: &str) -> String;
    /// Button of a row's menu.
    fn open_menu(&self, id: &str) -> String;
    /// There is no value.
    fn none(&self) -> &'static str;
    /// Duration of a pending operation.
    fn running(&self, duration: &str) -> String;
    /// A row that is no operation.
    fn unreadable_row(&self) -> &'static str;
    /// Reason.
    fn row_not_object(&self) -> &'static str;
    /// Reason.
    fn row_no_id(&self) -> &'static str;
    /// Reason.
    fn row_bad_id(&self) -> &'static str;
    /// Opens the JSON.
    fn raw_data(&self) -> &'static str;
    /// Note at a time.
    fn assumed_utc8(&self) -> &'static str;
    /// Note at a time.
    fn unreadable_time(&self) -> &'static str;
    // Pages

    /// Name of the pager.
    fn pages(&self) -> &'static str;
    /// Which rows are shown.
    fn rows_of_total(&self, first: &str, last: &str, total: &str) -> String;
    /// Which rows are shown.
    fn rows_of_unknown(&self, first: &str, last: &str) -> String;
    /// No row on this page.
    fn no_rows_total(&self, total: &str) -> String;
    /// Note.
    fn repeated_rows(&self, count: &str) -> String;
    /// Link.
    fn previous(&self) -> &'static str;
    /// Link.
    fn next(&self) -> &'static str;
    /// Name of a page link.
    fn page_number(&self, page: &str) -> String;
    /// Label of the page box.
    fn go_to_page(&self) -> &'static str;
    /// Beside the page box.
    fn page_of(&self, last: &str) -> String;
    /// Label of the page size.
    fn rows_per_page(&self) -> &'static str;
    /// Screen.
    fn past_end_title(&self) -> &'static str;
    /// Screen.
    fn past_end_text(&self, page: &str, total: &str, last: &str) -> String;
    /// Link.
    fn go_to_last(&self) -> &'static str;
    /// Spoken.
    fn announce_rows(&self, total: &str, page: &str, last: &str) -> String;
    // Empty

    /// Screen.
    fn empty_title(&self) -> &'static str;
    /// Screen.
    fn empty_text(&self) -> &'static str;
    /// Screen: a zone of the link has nothing.
    fn empty_zone_title(&self, zone: &str) -> String;
    /// Screen: a zone of the link has nothing.
    fn empty_zone_text(&self, zone: &str) -> String;
    /// Link: the list of the zone that is asked for when a link names none.
    fn go_to_own_zone(&self) -> &'static str;
    /// Screen.
    fn no_match_title(&self) -> &'static str;
    /// Screen.
    fn no_match_text(&self) -> &'static str;
    // Failures

    /// Button.
    fn retry(&self) -> &'static str;
    /// Opens the details.
    fn details(&self) -> &'static str;
    /// Button.
    fn copy_details(&self) -> &'static str;
    /// Rows are old.
    fn stale(&self, time: &str) -> String;
    /// Rows of another query.
    fn other_query(&self, time: &str) -> String;
    /// Failure.
    fn offline_title(&self) -> &'static str;
    /// Failure.
    fn offline_text(&self) -> &'static str;
    /// Failure.
    fn unreachable_title(&self) -> &'static str;
    /// Failure.
    fn unreachable_text(&self) -> &'static str;
    /// Failure.
    fn timed_out_title(&self) -> &'static str;
    /// Failure.
    fn timed_out_text(&self) -> &'static str;
    /// Failure.
    fn signed_out_title(&self) -> &'static str;
    /// Failure.
    fn signed_out_text(&self) -> &'static str;
    /// Failure.
    fn clock_off_title(&self) -> &'static str;
    /// Failure.
    fn clock_off_text(&self) -> &'static str;
    /// Failure.
    fn denied_title(&self) -> &'static str;
    /// Failure.
    fn denied_text(&self) -> &'static str;
    /// Failure.
    fn not_found_title(&self) -> &'static str;
    /// Failure.
    fn not_found_text(&self) -> &'static str;
    /// Failure.
    fn bad_request_title(&self) -> &'static str;
    /// Failure.
    fn bad_request_text(&self) -> &'static str;
    /// Failure.
    fn over_quota_title(&self) -> &'static str;
    /// Failure.
    fn over_quota_text(&self) -> &'static str;
    /// Failure.
    fn busy_title(&self) -> &'static str;
    /// Failure.
    fn busy_text(&self) -> &'static str;
    /// Failure.
    fn server_error_title(&self) -> &'static str;
    /// Failure.
    fn server_error_text(&self) -> &'static str;
    /// Failure.
    fn broken_title(&self) -> &'static str;
    /// Failure.
    fn broken_text(&self) -> &'static str;
    /// Before the server's message.
    fn server_says(&self) -> &'static str;
    /// The body had nothing.
    fn empty_body(&self) -> &'static str;
    /// Detail.
    fn broken_json(&self, line: &str, column: &str) -> String;
    /// Detail.
    fn broken_shape(&self, path: &str) -> String;
    // Detail

    /// Link.
    fn back_to_list(&self) -> &'static str;
    /// Link.
    fn newer_neighbour(&self) -> &'static str;
    /// Link.
    fn older_neighbour(&self) -> &'static str;
    /// Field.
    fn job_id(&self) -> &'static str;
    /// Field.
    fn job_action(&self) -> &'static str;
    /// Field.
    fn create_time(&self) -> &'static str;
    /// Field.
    fn status_time(&self) -> &'static str;
    /// Field.
    fn resource_ids(&self) -> &'static str;
    /// Field.
    fn error_codes(&self) -> &'static str;
    /// Button.
    fn copy_curl(&self) -> &'static str;
    /// Link.
    fn show_in_list(&self) -> &'static str;
    /// Heading.
    fn related_title(&self) -> &'static str;
    /// Text.
    fn related_empty(&self) -> &'static str;
    /// Link.
    fn related_after(&self) -> &'static str;
    /// Banner.
    fn not_listed(&self) -> &'static str;
    /// Screen.
    fn unknown_title(&self) -> &'static str;
    /// Screen.
    fn unknown_text(&self, id: &str) -> String;
    /// Class of an error.
    fn code_class_retry_now(&self) -> &'static str;
    /// Class of an error.
    fn code_class_retry_later(&self) -> &'static str;
    /// Class of an error.
    fn code_class_ask_user(&self) -> &'static str;
    /// Class of an error.
    fn code_class_fix_request(&self) -> &'static str;
    /// Error text without a known code.
    fn code_unknown(&self) -> &'static str;
    /// Screen.
    fn not_found_page_title(&self) -> &'static str;
    /// Screen.
    fn not_found_page_text(&self, path: &str) -> String;
    /// Link.
    fn go_to_list(&self) -> &'static str;
    // Kinds of resources

    /// Kind of a resource.
    fn kind_cluster(&self) -> &'static str;
    /// Kind of a resource.
    fn kind_queue(&self) -> &'static str;
    /// Kind of a resource.
    fn kind_node(&self) -> &'static str;
    /// Kind of a resource.
    fn kind_compute_job(&self) -> &'static str;
    /// Kind of a resource.
    fn kind_user(&self) -> &'static str;
    /// Kind of a resource.
    fn kind_network(&self) -> &'static str;
    /// Kind of a resource.
    fn kind_public_ip(&self) -> &'static str;
    /// Kind of a resource.
    fn kind_other(&self) -> &'static str;
    // Keyboard

    /// Shortcut.
    fn key_search(&self) -> &'static str;
    /// Shortcut.
    fn key_refresh(&self) -> &'static str;
    /// Shortcut.
    fn key_status(&self) -> &'static str;
    /// Shortcut.
    fn key_rows(&self) -> &'static str;
    /// Shortcut.
    fn key_pages(&self) -> &'static str;
    /// Shortcut.
    fn key_open(&self) -> &'static str;
    /// Shortcut.
    fn key_help(&self) -> &'static str;
    /// Checkbox.
    fn single_keys(&self) -> &'static str;
    // Freshness

    /// Label of the choice how often the list is read again by itself.
    fn refresh_by_itself(&self) -> &'static str;
    /// Never.
    fn refresh_off(&self) -> &'static str;
    /// So often.
    fn refresh_each(&self, seconds: &str) -> String;
    /// Reading again by itself is slowed.
    fn refresh_slowed(&self) -> &'static str;
    /// Reading again by itself pauses.
    fn refresh_paused_offline(&self) -> &'static str;
    /// Reading again by itself pauses.
    fn refresh_paused_hour(&self) -> &'static str;
    /// Reading again by itself pauses.
    fn refresh_paused_refused(&self) -> &'static str;
    /// Operations that came after the rows on screen.
    fn newer(&self, count: &str) -> String;
    /// Operations that came after the rows on screen.
    fn newer_at_least(&self, count: &str) -> String;
    /// The view moved while it was read.
    fn moved_title(&self) -> &'static str;
    /// What that means.
    fn moved_text(&self) -> &'static str;
    /// What that means, with counts.
    fn moved_counts(&self, was: &str, now: &str) -> String;
    /// Reads the list anew.
    fn read_anew(&self) -> &'static str;
    /// A failed call is made again.
    fn trying_again_in(&self, seconds: &str) -> String;
    /// A failed call is made again now.
    fn trying_again(&self) -> &'static str;
    // Calls

    /// Calls of the last hour.
    fn calls_used(&self, used: &str, most: &str) -> String;
    /// Title of the dialog.
    fn meter_title(&self) -> &'static str;
    /// What the table shows.
    fn meter_caption(&self) -> &'static str;
    /// What the meter does not know.
    fn meter_note(&self) -> &'static str;
    /// How freely background calls are made.
    fn stance_free(&self) -> &'static str;
    /// How freely background calls are made.
    fn stance_halved(&self) -> &'static str;
    /// How freely background calls are made.
    fn stance_stopped(&self) -> &'static str;
    /// How freely background calls are made.
    fn stance_refused(&self) -> &'static str;
    /// What a call is for.
    fn purpose_page(&self) -> &'static str;
    /// What a call is for.
    fn purpose_operation(&self) -> &'static str;
    /// What a call is for.
    fn purpose_related(&self) -> &'static str;
    /// What a call is for.
    fn purpose_watch(&self) -> &'static str;
    /// What a call is for.
    fn purpose_newer(&self) -> &'static str;
    /// Title of the dialog.
    fn made_title(&self) -> &'static str;
    /// What the dialog shows.
    fn made_text(&self) -> &'static str;
    /// The moment the view was frozen at.
    fn made_as_of(&self, time: &str) -> String;
    /// What came of a call.
    fn outcome_rows(&self, rows: &str, total: &str) -> String;
    /// What came of a call.
    fn outcome_rows_of_unknown(&self, rows: &str) -> String;
    /// What came of a call.
    fn outcome_aborted(&self) -> &'static str;
}
