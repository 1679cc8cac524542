//! The browser tests: the built page, in Chromium and in Firefox, as a person uses it. Run by `cargo xtask test`.
//!
//! To add a test: write an `async fn(Page) -> Result<()>` in the module of its subject and name it in the list below.
//! A test gets a page with empty storage that is not opened yet. It waits for conditions and never for a time.

mod about;
mod access;
mod backup;
mod chance;
mod corrections;
mod figures;
mod folder;
mod formats;
mod fragments;
mod hostile;
mod intake;
mod job;
mod journal;
mod keys;
mod labels;
mod leaks;
mod library;
mod load;
mod model;
mod notation;
mod offline;
mod pointer;
mod projects;
mod rich;
mod site;
mod steady;
mod steps;
mod tabs;
mod teach;
mod trouble;
mod verbs;

use std::path::Path;
use std::process::ExitCode;

/// What Firefox cannot be asked for by its driver, and why. All else is to pass there too.
const CHROMIUM_ONLY: [(&str, &str); 9] = [
    ("leaks::no_name_is_looked_up_and_no_address_reached", "whose closed network is made for one browser"),
    ("pointer::a_finger_selects_labels_and_drags", "whose long press ends in a touch that is cancelled"),
    ("tabs::the_tab_that_stays_edits_when_the_other_dies", "with which Firefox ends the driver's session"),
    ("folder::what_changes_is_copied_to_the_folder_and_nothing_else", "which alone lets pages write to folders"),
    ("folder::everything_is_copied_to_a_file_that_can_be_restored", "which alone lets pages write to files"),
    ("tabs::a_frozen_tab_loses_the_right_to_write_and_reads_along", "whose driver alone can freeze a tab"),
    ("trouble::a_quota_that_is_reached_is_said_and_written_when_there_is_room", "whose driver alone can set one"),
    ("folder::a_folder_that_cannot_be_written_is_said_and_gone_on_with", "which alone lets pages write to folders"),
    ("journal::a_browser_that_ends_loses_nothing", "which kills the browser by its processes"),
];

fn main() -> ExitCode {
    let tests = postil_browser::tests![
        load::starts_under_a_sub_path,
        load::the_rehearsal_leaves_nothing_behind,
        load::asks_for_its_own_files_only,
        load::keeps_the_policy_that_its_host_cannot_weaken,
        load::stops_a_planted_request,
        load::takes_no_text_for_markup,
        load::the_record_shows_a_planted_request,
        load::explains_itself_when_the_module_does_not_load,
        leaks::nothing_is_asked_for_with_bait,
        leaks::nothing_passes_the_proxy_with_bait,
        leaks::each_gate_sees_what_is_planted,
        leaks::no_name_is_looked_up_and_no_address_reached,
        about::the_note_tells_what_was_asked_for_and_what_holds,
        about::the_note_tells_how_much_is_kept,
        about::nothing_is_left_that_sends_past_the_policy,
        verbs::paste_brings_both_flavours_untouched,
        verbs::mouse_selects_the_text_named,
        verbs::keys_go_to_the_focus,
        verbs::downloads_are_taken_one_by_one,
        verbs::files_can_be_dropped,
        verbs::view_and_preferences_reach_the_page,
        verbs::console_errors_are_seen,
        verbs::each_test_starts_with_nothing_stored,
        verbs::each_test_starts_with_nothing_stored,
        job::paste_correct_download,
        job::the_same_with_keys_alone,
        job::the_cursor_goes_by_characters_and_words,
        job::the_cursor_goes_on_without_a_segmenter,
        job::exports_what_is_chosen,
        job::lists_and_text_show_the_same_mark,
        job::nested_and_crossing_marks_are_drawn,
        job::a_sample_is_one_click_away,
        formats::every_format_is_saved_and_verified,
        formats::what_was_chosen_is_remembered,
        formats::the_palette_saves_in_a_format,
        formats::marks_are_put_where_words_end,
        formats::a_mark_that_a_file_leaves_out_is_rejected_with_one_click,
        formats::offsets_of_another_unit_are_found_and_said,
        formats::pairs_of_files_and_archives_are_opened,
        formats::a_file_can_be_read_as_something_else,
        formats::a_broken_file_does_not_lose_the_others,
        formats::the_native_file_needs_no_worker,
        formats::the_worker_is_started_again_after_a_crash,
        formats::the_worker_is_held_by_the_policy,
        formats::axe_finds_nothing_serious_in_the_dialogs_of_files,
        fragments::a_fragment_joins_the_mark_in_hand,
        keys::the_palette_finds_and_runs_commands,
        keys::the_palette_goes_to_fields_and_articles,
        keys::keys_are_changed_and_stay_so,
        keys::a_span_is_begun_and_grown_with_keys,
        keys::the_next_to_review_comes_into_view_and_keys_go_on,
        pointer::an_end_is_dragged_in_one_step,
        pointer::handles_stand_at_the_ends_of_right_to_left_text,
        pointer::the_mouse_selects_whole_words_over_lines_and_paragraphs,
        pointer::a_selection_lives_while_the_page_scrolls,
        pointer::a_finger_selects_labels_and_drags,
        steady::what_was_found_is_looked_for_in_the_next_article,
        steady::ticks_and_the_place_in_results_stay_while_marks_change,
        steady::what_is_typed_stays_while_names_are_found,
        steady::marks_anywhere_in_a_long_article_are_shown_and_corrected,
        steady::a_selection_may_begin_beside_the_text,
        steady::undo_works_from_lists_and_boxes,
        steady::the_cursor_goes_down_from_the_end_of_a_mark,
        steady::the_mark_in_hand_is_drawn_and_said_whatever_is_filtered,
        steady::the_keyboard_comes_back_when_a_button_of_the_card_goes,
        access::axe_finds_nothing_serious_in_light,
        access::axe_finds_nothing_serious_in_dark,
        access::axe_finds_nothing_serious_on_a_phone,
        access::axe_finds_nothing_serious_in_forced_colours,
        access::axe_sees_a_planted_fault,
        figures::figures_are_a_table,
        figures::all_bare_dollars_change_in_one_step,
        figures::a_bare_dollar_follows_the_article,
        figures::a_phone_reaches_the_table,
        corrections::an_article_is_corrected_by_keyboard_and_mouse,
        chance::any_work_is_undone_to_the_start_and_redone_to_the_end,
        teach::a_label_reaches_the_other_mentions_in_one_step,
        teach::what_is_remembered_marks_the_next_article,
        teach::a_list_comes_from_a_file_and_goes_to_one,
        teach::what_is_found_is_labelled_at_once,
        teach::a_large_article_answers_at_once,
        model::the_model_marks_what_rules_do_not,
        model::the_page_does_not_wait_for_the_model,
        model::another_model_is_checked_kept_and_given_back,
        model::another_language_is_said_and_left_alone,
        model::a_restored_suggestion_stays_above_the_slider,
        model::the_slider_hides_and_shows_without_a_new_run,
        rich::what_looks_wrong_is_listed_fixed_and_ignored,
        rich::marks_on_each_other_are_taken_in_turn,
        rich::a_link_is_in_the_file,
        rich::a_relation_is_made_with_keys,
        labels::a_new_label_is_made_and_given_with_keys_alone,
        labels::renaming_and_deleting_ask_about_marks_and_come_back,
        labels::another_set_maps_marks_and_tells_the_detector,
        labels::a_set_is_saved_as_a_file_and_opened,
        labels::an_attribute_is_chosen_on_the_card_and_kept,
        library::articles_are_found_sorted_and_chosen,
        library::what_is_done_to_many_is_kept_and_undone,
        library::progress_says_how_the_detector_did,
        intake::rich_text_keeps_its_parts_and_nothing_runs,
        intake::plain_text_is_kept_to_the_character,
        intake::a_reload_keeps_everything,
        intake::a_downloaded_file_opens_as_it_was,
        intake::what_cannot_be_read_is_said_and_the_work_stays,
        intake::text_and_markdown_files_open,
        intake::the_articles_date_is_found_and_can_be_set,
        intake::markup_says_the_articles_date,
        intake::a_paste_before_the_stored_work_is_read_joins_it,
        hostile::what_could_stop_the_page_is_refused,
        hostile::labels_and_colours_of_files_are_data,
        hostile::of_many_files_the_good_ones_come,
        hostile::a_file_opened_during_detection_is_an_article_of_its_own,
        hostile::a_full_disk_during_an_import_loses_nothing,
        hostile::an_import_that_is_cut_off_is_there_whole_or_not_at_all,
        hostile::a_paste_that_is_too_long_is_refused,
        journal::undo_goes_on_after_a_reload,
        journal::changes_go_on_while_a_snapshot_is_made,
        journal::the_layout_of_before_is_carried_over,
        journal::what_another_tab_changed_is_not_written_over,
        backup::everything_goes_to_one_file_and_comes_back,
        backup::a_copy_is_asked_for_quietly_when_much_is_in_no_file,
        backup::the_browser_is_asked_to_keep_real_work,
        backup::the_history_says_what_was_done_and_leads_back,
        projects::each_project_has_its_own_articles_and_labels,
        projects::two_tabs_work_in_two_projects,
        projects::a_deleted_project_is_gone_and_no_other,
        projects::the_open_project_is_left_and_deleted,
        projects::work_that_is_not_saved_is_not_left,
        projects::guidelines_and_the_day_of_dates_are_the_project_s,
        projects::all_projects_go_to_one_file_and_each_comes_back_to_its_place,
        folder::what_changes_is_copied_to_the_folder_and_nothing_else,
        folder::a_folder_that_cannot_be_written_is_said_and_gone_on_with,
        folder::everything_is_copied_to_a_file_that_can_be_restored,
        folder::a_browser_without_folders_says_so,
        tabs::a_second_tab_reads_along_and_takes_over,
        tabs::what_comes_in_while_the_work_is_read_is_not_lost,
        tabs::the_tab_that_stays_edits_when_the_other_closes,
        tabs::the_tab_that_stays_edits_when_the_other_dies,
        tabs::a_tab_that_sleeps_loses_the_right_to_write,
        tabs::a_frozen_tab_loses_the_right_to_write_and_reads_along,
        tabs::a_page_that_is_gone_back_to_knows_what_happened,
        trouble::a_full_storage_is_said_and_written_when_there_is_room,
        trouble::a_quota_that_is_reached_is_said_and_written_when_there_is_room,
        trouble::work_without_storage_joins_what_is_stored_once_it_opens,
        trouble::storage_cleared_underneath_is_said_and_filled_again,
        trouble::a_failed_write_is_tried_until_it_works,
        trouble::a_connection_that_closed_is_opened_again,
        trouble::a_damaged_record_costs_itself_and_is_said,
        trouble::an_emptied_browser_is_not_taken_for_a_new_one,
        trouble::taking_the_last_article_out_is_no_loss,
        journal::a_browser_that_ends_loses_nothing,
        offline::works_without_its_server_from_the_first_load_on,
        offline::a_new_version_waits_is_taken_and_nothing_is_lost,
        offline::half_a_new_version_is_not_kept,
        offline::one_file_from_disk_does_the_job,
    ];
    postil_browser::run(&tests, &CHROMIUM_ONLY, Path::new(env!("CARGO_TARGET_TMPDIR")))
}
