//! Every line of the corpus of bad input, and the tests that hold it. A test that is renamed or
//! dropped is missed here.

use crate::house::sources;

/// A case, and where it is held: `file::test`, the file below `tests/it/` without its ending.
type Held = (&'static str, &'static [&'static str]);

const FILE: &[Held] = &[
    ("0 bytes", &["store/bad::each_says_where_and_why_and_is_not_touched"]),
    ("white space", &["store/bad::each_says_where_and_why_and_is_not_touched"]),
    ("all NUL", &["store/bad::each_says_where_and_why_and_is_not_touched"]),
    ("cut at every byte", &["store/bad::a_file_cut_anywhere_is_never_taken_for_a_whole_one"]),
    (
        "BOM",
        &[
            "store::a_mark_at_the_start_and_foreign_line_ends_are_accepted",
            "trust/corpus/file::a_mark_at_the_start_costs_nothing",
        ],
    ),
    ("UTF-16", &["store/bad::each_says_where_and_why_and_is_not_touched"]),
    ("invalid UTF-8", &["store/bad::each_says_where_and_why_and_is_not_touched"]),
    ("CRLF", &["trust/corpus/file::line_ends_of_another_system_are_kept"]),
    (
        "conflict markers, also diff3",
        &[
            "store/bad::each_says_where_and_why_and_is_not_touched",
            "cli/codes::what_cannot_be_read_is_65_and_stays",
        ],
    ),
    ("two documents", &["store/bad::each_says_where_and_why_and_is_not_touched"]),
    (
        "trailing garbage, comma, comment",
        &["store/bad::each_says_where_and_why_and_is_not_touched"],
    ),
    ("root array, string, null", &["store/bad::each_says_where_and_why_and_is_not_touched"]),
    ("PNG", &["store/bad::each_says_where_and_why_and_is_not_touched"]),
    (
        "directory, FIFO, /dev/zero",
        &[
            "store/bad::what_is_no_file_is_not_read",
            "trust/corpus/file::what_is_no_file_is_named_by_the_program_and_nothing_waits",
        ],
    ),
    ("socket", &["trust/corpus/file::a_socket_is_no_file"]),
    ("too large", &["trust/corpus/file::a_file_above_the_limit_is_named_and_left_alone"]),
    (
        "nested 127, 128, 100,000 deep",
        &[
            "store/bad::deep_unknown_values_need_no_stack",
            "trust/corpus/file::what_nests_at_and_around_the_usual_limit_is_kept_or_named",
        ],
    ),
    (
        "vanishing between stat and read",
        &["trust/corpus/file::a_file_that_vanishes_between_stat_and_read_is_looked_for_again"],
    ),
    (
        "half-written for 300 ms",
        &[
            "store/path::a_file_git_is_writing_is_waited_for",
            "trust/corpus/file::a_file_half_written_for_300_milliseconds_is_waited_for",
        ],
    ),
    (
        "replaced with same size and mtime",
        &[
            "trust/corpus/file::a_replacement_of_the_same_size_and_time_is_seen",
            "trust/corpus/file::a_save_over_a_replacement_of_the_same_size_and_time_loses_nothing",
        ],
    ),
    ("symlink, relative", &["trust/corpus/file::a_relative_link_is_followed_and_stays_a_link"]),
    (
        "symlink, dangling, loop",
        &["trust/corpus/file::a_dangling_link_and_a_looping_one_are_named_and_stay"],
    ),
    ("hard link", &["trust/corpus/file::another_name_of_the_same_file_keeps_what_it_had"]),
    ("read-only file", &["store/path::mode_and_symlink_are_kept_and_protection_is_heeded"]),
    (
        "read-only folder, file system",
        &["trust/corpus/file::a_folder_or_disk_nobody_may_write_is_named_with_what_to_do"],
    ),
    (
        "lock held for ever",
        &[
            "trust/corpus/file::a_lock_held_for_ever_is_waited_for_three_seconds",
            "cli/codes::a_lock_that_another_holds_is_75",
        ],
    ),
    (
        "stale temp file, symlink planted at the temp name",
        &["store/path::what_a_dead_process_left_is_removed_and_nothing_else_is"],
    ),
    ("odd names", &["trust/corpus/file::names_of_any_bytes_are_opened_and_said_harmlessly"]),
    (
        "never replaced",
        &[
            "trust/corpus/file::what_cannot_be_read_is_never_replaced",
            "trust/corpus/file::control_a_program_that_takes_what_it_cannot_read_for_empty_is_found_out",
        ],
    ),
];

const SCHEMA: &[Held] = &[
    (
        "key twice in a map",
        &["trust/corpus/schema::a_key_twice_in_a_map_is_refused_wherever_it_stands"],
    ),
    ("field twice", &["trust/corpus/schema::a_field_twice_is_refused_at_every_level"]),
    (
        "key unlike inner id",
        &["trust/corpus/schema::a_key_unlike_the_inner_id_is_refused_and_one_like_it_is_kept"],
    ),
    (
        "unknown fields at every level",
        &[
            "trust/corpus/schema::unknown_fields_survive_at_every_level_to_the_digit",
            "trust/corpus/schema::control_a_reader_that_drops_what_it_does_not_know_is_found_out",
            "trust/lines::what_is_unknown_survives_whatever_is_done",
            "cli/files::what_is_unknown_survives_an_edit",
        ],
    ),
    (
        "1e999, points −1, \"5\", 1e308",
        &["trust/corpus/schema/values::numbers_that_are_none_are_refused_and_odd_ones_are_kept"],
    ),
    (
        "huge numbers",
        &["trust/corpus/schema/values::large_numbers_everywhere_are_shown_and_added_up"],
    ),
    ("version missing, 0, \"1\"", &["trust/corpus/schema::versions_that_are_none_are_refused"]),
    (
        "version 999",
        &[
            "trust/corpus/schema::a_newer_version_opens_read_only_and_no_open_screen_takes_it_for_its_own",
            "trust/lines::no_act_changes_a_file_that_a_newer_upnext_wrote",
            "store/bad::a_newer_version_is_read_and_never_written",
            "cli/files::a_newer_version_is_read_only",
        ],
    ),
    (
        "unknown state",
        &[
            "trust/corpus/schema::an_unknown_state_opens_read_only_and_is_named_and_kept",
            "trust/corpus/schema::an_unknown_state_is_written_back_as_it_was_and_no_other_word_is_taken_for_one",
        ],
    ),
    (
        "references to nobody",
        &["trust/corpus/schema/ties::references_to_what_is_not_here_are_told_and_kept"],
    ),
    (
        "dependency on itself, cycles",
        &["trust/corpus/schema/ties::circles_are_told_kept_and_can_be_cut"],
    ),
    (
        "chain of 100,000",
        &["trust/corpus/schema/ties::a_chain_of_a_hundred_thousand_needs_no_stack"],
    ),
    (
        "ranks",
        &[
            "trust/corpus/schema/ties::ranks_of_any_sort_open_and_the_doctor_names_them",
            "laws/order::whatever_the_ranks_a_move_goes_where_it_was_told",
            "laws/order::equal_empty_and_illegal_ranks_are_respaced",
        ],
    ),
    (
        "50,000 stories, 10,000 criteria, 10 MiB description",
        &[
            "trust/corpus/schema/values::many_stories_many_criteria_and_a_long_description_open_and_can_be_changed",
        ],
    ),
    (
        "lone surrogate, \\u0000",
        &["trust/corpus/schema/values::text_of_any_character_is_read_and_half_a_character_is_not"],
    ),
    (
        "2024-02-30, year 0 and 99999",
        &["trust/corpus/schema/values::days_that_are_none_are_refused_and_far_ones_harm_nobody"],
    ),
    (
        "end before start",
        &["trust/corpus/schema/values::a_sprint_that_ends_before_it_starts_is_told_and_mended"],
    ),
];

const TEXT: &[Held] = &[
    (
        "from a file",
        &[
            "trust/corpus/text::what_a_file_holds_is_kept_to_the_byte_and_shown_harmlessly",
            "cli/words::hostile_text_of_a_file_is_kept_and_shown_harmlessly",
        ],
    ),
    (
        "as an argument",
        &[
            "trust/corpus/text::what_is_given_as_an_argument_is_stored_as_it_is_or_refused",
            "cli/words::control_characters_are_refused_as_arguments",
        ],
    ),
    ("from CSV", &["trust/corpus/text::what_comes_in_a_csv_file_is_stored_as_it_is"]),
    (
        "pasted",
        &[
            "trust/corpus/text::what_is_pasted_is_stored_as_it_is_or_refused_and_never_drives_the_screen",
        ],
    ),
    ("without the gate", &["trust/corpus/text::control_without_the_gate_hostile_text_is_seen"]),
    (
        "escapes, C1, single controls",
        &[
            "text::escapes_become_visible_and_lose_their_power",
            "screen/looks::hostile_text_keeps_the_columns_and_drives_nothing",
        ],
    ),
    (
        "bidi, zero-width, tags",
        &["text::nothing_forbidden_passes_the_gate_and_passing_twice_changes_nothing"],
    ),
    (
        "families, flags, keycaps, skin tones",
        &["text::families_flags_keycaps_skin_tones_and_scripts_stay_as_they_are"],
    ),
    (
        "10,000 combining marks",
        &["text::towers_of_marks_are_cut_even_with_unseen_characters_between"],
    ),
    (
        "scripts at the column edge",
        &["trust/corpus/text::words_of_every_script_keep_to_their_column"],
    ),
    ("--delete, -", &["cli/words::values_may_begin_with_a_dash"]),
    (
        "é both ways",
        &[
            "trust/corpus/text::both_spellings_of_a_letter_are_found_by_one_search",
            "query::accents_and_case_fold_on_both_sides_composed_or_not",
        ],
    ),
];

const SURROUNDINGS: &[Held] = &[
    ("non-UTF-8 arguments", &["cli/words::words_that_are_no_text_are_refused_in_a_sentence"]),
    (
        "closed stdin, stdout",
        &["trust/corpus/surroundings::closed_streams_cost_no_data_and_no_panic"],
    ),
    ("| head", &["cli/outside::a_reader_who_has_seen_enough_is_no_failure"]),
    (
        "/dev/full",
        &[
            "cli/codes::output_that_fails_is_74",
            "trust/corpus/surroundings::an_answer_that_cannot_be_written_takes_nothing_back",
        ],
    ),
    (
        "TERM unset, dumb",
        &[
            "trust/corpus/surroundings::a_terminal_without_a_name_or_a_dumb_one_is_drawn_on_and_left",
        ],
    ),
    (
        "no HOME, odd XDG",
        &[
            "trust/corpus/surroundings::homes_that_are_missing_or_odd_cost_at_most_the_undo",
            "cli/codes::an_undo_log_that_cannot_be_written_costs_the_undo_only",
        ],
    ),
    (
        "clock back a day",
        &["trust/corpus/surroundings::a_clock_that_goes_back_a_day_turns_nothing_round"],
    ),
    (
        "$EDITOR unset, missing, failing, killed",
        &["cli/edit::an_editor_that_fails_changes_nothing"],
    ),
    ("$EDITOR quoted", &["trust/corpus/surroundings::an_editor_is_named_as_a_shell_would_name_it"]),
    ("binary back", &["cli/edit::what_the_editor_leaves_may_be_anything"]),
    ("empty back", &["cli/edit::nothing_edited_is_nothing_done"]),
    (
        "50 MiB back",
        &["trust/corpus/surroundings::fifty_mebibytes_back_from_the_editor_are_taken_or_kept"],
    ),
    ("changed while $EDITOR was open", &["cli/edit::what_others_do_meanwhile_stays"]),
    (
        "paste of 1 MiB with ESC[201~ inside",
        &[
            "trust/corpus/surroundings::a_paste_that_pretends_to_end_is_text_or_keys_and_never_harm",
            "trust/corpus/surroundings::a_terminal_that_lets_the_end_of_a_paste_through_leaves_a_sound_file",
        ],
    ),
    ("resize storm", &["trust/corpus/surroundings::a_storm_of_sizes_leaves_every_screen_drawn"]),
    (
        "file becomes a directory",
        &["trust/corpus/surroundings::a_file_that_becomes_a_folder_is_named_and_nothing_is_lost"],
    ),
];

const IMPORTS: &[Held] = &[
    (
        "=cmd|…, +1, @SUM, ＝",
        &[
            "trust/corpus/imports::formulas_come_in_as_text_and_go_out_guarded",
            "trust/exports::no_cell_of_an_export_begins_like_a_formula",
            "trust/exports::control_cells_without_the_guard_run",
        ],
    ),
    (
        "unclosed quote",
        &["trust/corpus/imports::an_unclosed_quote_is_named_with_the_line_it_opens_on"],
    ),
    (
        "10,000 columns",
        &["trust/corpus/imports::ten_thousand_columns_are_kept_or_refused_and_take_no_long_time"],
    ),
    (
        "no header, double header",
        &["trust/corpus/imports::without_a_header_or_with_two_the_file_says_what_is_missing"],
    ),
    (
        "CP-1252, BOM, ;",
        &[
            "trust/corpus/imports::encodings_marks_and_separators_are_seen",
            "bridge/jira::separators_marks_and_encodings",
        ],
    ),
    (
        "existing ids",
        &[
            "trust/corpus/imports::what_is_here_already_is_not_taken_twice",
            "cli/exchange::an_import_twice_adds_nothing",
        ],
    ),
    (
        "<script>, javascript:, </title>, ]]>",
        &["trust/corpus/imports::markup_in_every_field_stays_text"],
    ),
    (
        "backticks, |, links in Markdown",
        &[
            "bridge/other::markdown_is_plain_where_data_is",
            "trust/exports::no_line_of_data_becomes_markup",
        ],
    ),
];

#[test]
fn every_case_is_held_by_a_test_that_is_there() {
    let sources = sources("tests/it");
    let mut lost = Vec::new();
    let (mut cases, mut tests) = (0, std::collections::BTreeSet::new());
    for (case, held) in [FILE, SCHEMA, TEXT, SURROUNDINGS, IMPORTS].concat() {
        assert!(!held.is_empty(), "{case}");
        cases += 1;
        for place in held {
            tests.insert(*place);
            let (file, name) = place.split_once("::").unwrap();
            let path = format!("tests/it/{file}.rs");
            let there = sources.iter().any(|(at, text)| {
                at.ends_with(&path)
                    && text.contains(&format!("    fn {name}("))
                        | text.contains(&format!("\nfn {name}("))
            });
            if !there {
                lost.push(format!("{case}: {place}"));
            }
        }
    }
    assert_eq!(lost, [""; 0]);
    assert!(cases >= 80 && tests.len() >= 75, "{cases} cases, {} tests", tests.len());
    crate::trust::figure(8, &format!("{cases} cases of bad input, held by {} tests", tests.len()));
}
