//! The browser tests: the built page, in Chromium, as a person uses it. Run by `cargo xtask test`.
//!
//! To add a test: write an `async fn(Page) -> Result<()>` in the module of its subject and name it in the list below.
//! A test gets a page with empty storage that is not opened yet. It waits for conditions and never for a time.

mod figures;
mod intake;
mod job;
mod labels;
mod load;
mod model;
mod steps;
mod verbs;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let tests = postil_browser::tests![
        load::starts_under_a_sub_path,
        load::asks_for_its_own_files_only,
        load::keeps_the_policy_that_its_host_cannot_weaken,
        load::stops_a_planted_request,
        load::the_record_shows_a_planted_request,
        load::explains_itself_when_the_module_does_not_load,
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
        figures::figures_are_a_table,
        figures::all_bare_dollars_change_in_one_step,
        figures::a_bare_dollar_follows_the_article,
        figures::a_phone_reaches_the_table,
        model::the_model_marks_what_rules_do_not,
        model::the_page_does_not_wait_for_the_model,
        model::another_model_is_checked_kept_and_given_back,
        model::another_language_is_said_and_left_alone,
        model::a_restored_suggestion_stays_above_the_slider,
        model::the_slider_hides_and_shows_without_a_new_run,
        labels::a_new_label_is_made_and_given_with_keys_alone,
        labels::renaming_and_deleting_ask_about_marks_and_come_back,
        labels::another_set_maps_marks_and_tells_the_detector,
        labels::a_set_is_saved_as_a_file_and_opened,
        labels::an_attribute_is_chosen_on_the_card_and_kept,
        intake::rich_text_keeps_its_parts_and_nothing_runs,
        intake::plain_text_is_kept_to_the_character,
        intake::a_reload_keeps_everything,
        intake::a_downloaded_file_opens_as_it_was,
        intake::what_cannot_be_read_is_said_and_the_work_stays,
        intake::text_and_markdown_files_open,
        intake::the_articles_date_is_found_and_can_be_set,
        intake::markup_says_the_articles_date,
    ];
    postil_browser::run(&tests, Path::new(env!("CARGO_TARGET_TMPDIR")))
}
