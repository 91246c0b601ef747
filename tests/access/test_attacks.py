"""What somebody might try, and the test that repels it: SECURITY.md points here.

Below each attempt stands its test: the file below tests/, the name and, where it tries several, which one.
Where nothing of ours repels it, the attempt ends with whose part it is: Authlib's, Streamlit's. Its test
fails once they stop.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
ATTACKS = """
# The headers of a proxy
1   Say who one is in its headers from another address
    ui/test_gate.py test_anybody_else_is_not_believed [another address]
2   Say so from this very machine, when the proxy is another
    ui/test_gate.py test_anybody_else_is_not_believed [this machine]
3   Say in X-Forwarded-For that one is the proxy
    ui/test_gate.py test_anybody_else_is_not_believed [an address that is only said]
4   Have the server take the address from a header, which it shows as port 0
    ui/test_gate.py test_anybody_else_is_not_believed [an address that a header said]
5   Say it in Forwarded or X-Real-IP, to the real server
    browser/test_proxy.py test_anybody_else_is_a_stranger [said in other headers]
6   Say one's account a second time behind the proxy's
    access/test_headers.py test_who_says_it_otherwise_than_the_proxy_sees_nothing [two accounts]
7   Say a second role in small letters
    access/test_headers.py test_who_says_it_otherwise_than_the_proxy_sees_nothing [two roles]
8   Say a second role with _ for -, which some servers read as the same
    access/test_headers.py test_who_says_it_otherwise_than_the_proxy_sees_nothing [a second role with _]
9   Say a second list of teams
    access/test_headers.py test_who_says_it_otherwise_than_the_proxy_sees_nothing [two lists of teams]
10  Reach it as ::ffff:10.0.0.5: the proxy is known by that too, and nobody else
    ui/test_gate.py test_the_proxy_is_believed
11  Have an account whose letters look like another's
    access/test_headers.py test_who_says_it_otherwise_than_the_proxy_sees_nothing [a letter that looks alike]
12  Have an empty account, with the role of an admin
    access/test_headers.py test_who_says_it_otherwise_than_the_proxy_sees_nothing [an empty account]
13  Name the role as Moked does, not as the settings do
    access/test_headers.py test_who_says_it_otherwise_than_the_proxy_sees_nothing [our own word for a role]
14  Put roles into brackets, capitals or between semicolons
    access/test_headers.py test_who_says_it_otherwise_than_the_proxy_sees_nothing [roles in brackets]
15  Put a line break into a header, and another header behind it
    access/test_headers.py test_a_header_that_ends_in_another_one_is_refused
16  Send a header that does not end
    access/test_headers.py test_a_header_without_an_end_is_refused
17  Write a team's name in another way, to be lead of it
    access/test_headers.py test_a_lead_who_writes_a_team_otherwise_sees_nothing_of_it
18  Let browsers' own headers say who somebody is, by the settings
    test_serving.py test_a_sign_in_that_could_not_hold_is_refused [a header of browsers]
# Signing in at a provider
19  Sign a token with a key of one's own (Authlib)
    access/test_cookies.py test_a_token_that_lies_signs_nobody_in [signed by another]
20  Sign it not at all (alg none) (Authlib)
    access/test_cookies.py test_a_token_that_lies_signs_nobody_in [signed by nobody]
21  Sign it with the provider's public key as a secret (Authlib)
    access/test_cookies.py test_a_token_that_lies_signs_nobody_in [signed with the public key]
22  Bring a token that was made for another app (Authlib)
    access/test_cookies.py test_a_token_that_lies_signs_nobody_in [for another app]
23  Bring a token of another provider (Authlib)
    access/test_cookies.py test_a_token_that_lies_signs_nobody_in [of another provider]
24  Bring a token that is over (Authlib)
    access/test_cookies.py test_a_token_that_lies_signs_nobody_in [over long ago]
25  Bring a token of another sign-in (nonce) (Authlib)
    access/test_cookies.py test_a_token_that_lies_signs_nobody_in [for another sign-in]
26  Come back by a way that one did not go out by (state) (Authlib)
    access/test_cookies.py test_a_way_back_that_nobody_went_out_by_signs_nobody_in
27  Come back by the same way twice (Authlib)
    access/test_cookies.py test_a_way_back_is_gone_once
28  Send somebody a way back with one's own code (Authlib)
    access/test_cookies.py test_the_way_back_of_another_browser_signs_nobody_in
29  Have an address that the provider did not confirm
    ui/test_identity.py test_a_stranger_is_told_why [not verified]
30  Call oneself as an admin is called
    access/test_cookies.py test_who_says_too_little_or_too_much_sees_nothing [an admin by name]
31  Have a role inside of other claims than the one that counts
    access/test_cookies.py test_who_says_too_little_or_too_much_sees_nothing [a role in another claim]
32  Have roles as objects and lists within the list
    access/test_cookies.py test_who_says_too_little_or_too_much_sees_nothing [roles inside of roles]
33  Have no claim of roles, where a claim says them, and stand in the table
    ui/test_identity.py test_where_a_claim_says_roles_the_table_lets_nobody_in
34  Stay signed in for longer than the token or the settings allow
    ui/test_identity.py test_a_stranger_is_told_why [over by our own limit]
35  Stay on a page after losing the role
    browser/test_sign_in.py test_who_loses_the_role_sees_nothing_more_without_a_click
36  Keep a page after losing the role, and save its file later
    ui/test_access_pages.py test_a_file_is_not_made_for_who_is_not_any_more_who_they_were
37  Be led to another site after signing in
    ui/test_gate.py test_nobody_is_led_anywhere_else [a server]
38  Be led to //another.site, which browsers take for an address
    ui/test_gate.py test_nobody_is_led_anywhere_else [a path]
39  Be led to javascript: by the way in (Streamlit)
    access/test_cookies.py test_the_way_in_leads_nowhere_else
40  Put a header into the answer by the page that one wants
    ui/test_gate.py test_nobody_is_led_anywhere_else [one among filters]
41  Make Moked speak to a provider without TLS
    test_serving.py test_a_sign_in_that_could_not_hold_is_refused
# Cookies
42  Change the cookie (Streamlit)
    access/test_cookies.py test_a_cookie_that_the_app_did_not_sign_says_nothing [changed]
43  Cut it short (Streamlit)
    access/test_cookies.py test_a_cookie_that_the_app_did_not_sign_says_nothing [cut short]
44  Sign it with another secret (Streamlit)
    access/test_cookies.py test_a_cookie_that_the_app_did_not_sign_says_nothing [signed with another secret]
45  Bring a cookie that was signed for another use (Streamlit)
    access/test_cookies.py test_a_cookie_that_the_app_did_not_sign_says_nothing [of another use]
46  Bring a cookie of another installation (Streamlit)
    access/test_cookies.py test_who_says_too_little_or_too_much_sees_nothing [of another address]
47  Use a copied cookie after its end
    access/test_cookies.py test_who_says_too_little_or_too_much_sees_nothing [over]
48  Open a session from another site's page by the cookie alone (Streamlit)
    access/test_cookies.py test_a_cookie_alone_opens_no_session_for_another_sites_page
49  Read the cookie by a script (Streamlit)
    access/test_cookies.py test_the_cookie_of_who_signed_in_is_out_of_reach_of_scripts
# Sessions
50  Open a session without any sign-in
    access/test_matrix.py test_who_has_no_role_is_sent_one_sentence
51  Be the first whom a new process ever hears
    access/test_fresh.py test_a_process_whose_first_request_nobody_signed_sends_one_sentence
52  Open a session from a page of another site (Streamlit)
    access/test_sessions.py test_another_sites_page_opens_no_session
53  Lead a browser to this machine by another name (DNS rebinding)
    access/test_sessions.py test_by_another_name_no_session_is_opened
54  Reconnect to the session of somebody else by its id (Streamlit)
    access/test_sessions.py test_who_knows_the_id_of_a_session_does_not_get_it
55  Take over a session that is still open (Streamlit)
    access/test_sessions.py test_a_session_that_is_still_open_is_not_taken_from_who_has_it
56  Have a file made in the session of somebody else (Streamlit)
    access/test_sessions.py test_a_file_is_not_made_for_the_session_of_another
57  Have a part of somebody else's page drawn (Streamlit)
    access/test_sessions.py test_a_part_of_anothers_page_is_not_drawn
58  Empty everybody's cache, again and again, without any role
    access/test_sessions.py test_what_no_page_says_does_not_reach_streamlit
59  Have the server write files into its own folder
    ui/test_messages.py test_what_is_for_nobody_is_not_heard [to write files]
60  Put files onto the server
    access/test_sessions.py test_what_no_page_needs_is_not_there
61  Say a hundred megabytes at once
    ui/test_messages.py test_who_says_too_much_at_once_is_heard_no_more
62  Drive the app by Streamlit's agent API
    ui/test_gate.py test_what_is_for_nobody_is_not_passed_on
63  Fetch settings, the database or code as a static file (Streamlit)
    access/test_sessions.py test_no_file_of_the_machine_is_served
64  Show Moked in a frame of another site
    ui/test_gate.py test_no_other_site_shows_moked_or_gives_it_anything_to_run
65  Read an answer from another site's script (Streamlit)
    access/test_sessions.py test_another_site_may_not_read_an_answer
# Pages and addresses
66  Open the page of another role by its address
    access/test_matrix.py test_a_page_of_others_is_not_there_by_any_way
67  Ask for a page's script as a click would, which one's menu has not
    access/test_matrix.py test_a_page_of_others_is_not_there_by_any_way
68  Open a page by the address of its file
    access/test_matrix.py test_the_address_of_a_pages_file_leads_to_the_first_page
69  Ask for another team's agent, customer or contact by id
    access/test_matrix.py test_what_a_role_is_sent_is_theirs
70  Read another team's rows by a way that no page has yet
    access/test_rows.py test_no_row_of_a_table_is_somebody_elses
71  Read a contact of others by its id
    access/test_rows.py test_a_contact_of_others_is_not_there_by_its_id
72  Search a customer whom one may not know
    ui/test_customer_finding.py test_who_may_not_know_a_customer_finds_and_opens_nothing
73  Ask `query` as somebody else
    access/test_command_line.py test_query_asks_as_nobody_else
74  Write SQL into an address
    access/test_sessions.py test_a_strange_address_gets_a_page_in_words [SQL]
75  Write HTML into an address
    access/test_sessions.py test_a_strange_address_gets_a_page_in_words [HTML]
76  Write half a megabyte into an address
    access/test_sessions.py test_a_strange_address_gets_a_page_in_words [half a megabyte]
77  Write a byte of zero or half a sign into an address
    access/test_sessions.py test_a_strange_address_gets_a_page_in_words [NUL]
# What is saved, shown and sent
78  Save rows of other teams
    access/test_matrix.py test_what_a_role_is_sent_is_theirs
79  Name a customer like a formula, for who opens the file
    ui/test_download.py test_a_cell_that_begins_like_a_formula_is_disarmed
80  Hide a formula in a workbook
    ui/test_download.py test_a_workbook_gives_back_what_was_written_and_runs_nothing
81  Save a file that nobody is to hear of
    ui/test_access_pages.py test_a_file_that_cannot_be_written_down_is_not_made
82  Write a script tag into a comment
    ui/test_voices_page.py test_what_somebody_wrote_never_becomes_html
83  Begin a tag where a mark begins
    ui/test_voices_quoted.py test_a_mark_that_begins_inside_a_tag_of_the_text_is_escaped_in_pieces
84  Name an agent or a queue like HTML
    ui/test_live.py test_names_from_a_source_cannot_write_html
85  Name a customer like a link of Markdown
    ui/test_customer_finding.py test_a_label_keeps_what_markdown_would_change
86  Put a line break and a header into a mail by a name
    emails/test_alert.py test_a_mail_has_text_and_html_and_cannot_be_led_astray_by_a_name
87  Put HTML into a mail by a name
    emails/test_alert.py test_the_html_says_the_same_and_nothing_of_it_is_markup
88  Lead a web hook on to another server
    emails/test_webhook.py test_where_a_server_leads_is_not_followed
89  Have a web hook call the own network
    emails/test_webhook.py test_the_own_network_is_called_only_where_the_settings_say_so
90  Have a name with an outer and an inner address
    emails/test_webhook.py test_of_a_name_with_several_addresses_all_must_be_allowed
91  Call the receiver of a web hook in Moked's name
    emails/test_webhook.py test_a_signature_is_the_one_that_anybody_can_compute
92  Listen to mails on their way
    emails/test_send.py test_nothing_is_sent_to_a_server_that_does_not_encrypt
# Files, settings, people
93  Read a secret in an error of the settings
    test_settings_errors.py test_an_error_repeats_no_secret
94  Read the database's password in an error
    store/test_addresses.py test_a_url_that_cannot_be_used_is_said_without_its_secrets
95  Read a customer's words in the log
    scheduler/test_words_unlogged.py test_an_unforeseen_error_is_logged_without_its_words
96  Serve other machines without sign-in, by mistake
    test_serving.py test_another_address_without_sign_in_is_refused_with_the_reason
97  Come back, once forgotten, by a later fetch
    store/test_forgetting.py test_nobody_who_was_forgotten_comes_back_with_a_later_fetch
98  Stay, once forgotten, under another id
    store/test_forgetting.py test_a_person_is_forgotten_in_every_file_with_all_ids
99  Cut `forget` off in the middle
    store/test_forgetting.py test_a_killed_process_leaves_what_the_next_one_finishes
100 Look at customers by drawing one page again and again, to fill the log
    store/test_audit.py test_a_customer_is_seen_once_by_each_viewer_in_each_hour
101 Change or take out an entry of the audit log
    store/test_only_added.py test_no_entry_is_changed_or_taken_away
102 Read what people did as somebody who is no admin
    ui/test_access_pages.py test_only_an_admin_sees_them
# Files that sources send, and what is saved of them
103 Put a formula behind wide signs or signs that nobody sees
    ui/test_download.py test_no_way_to_write_a_formula_stays_one
104 Call a queue like a formula, for who asks `query` for CSV
    test_query_printed.py test_a_queue_that_is_called_like_a_formula_is_text_in_csv
105 Give a terminal orders by a queue's name
    test_query_printed.py test_a_queue_gives_no_orders_to_the_terminal
106 Lead out of a source's folder by a link
    connectors/test_kept_inside.py test_a_link_to_a_file_elsewhere_is_named_and_not_read
107 Lead out of it by ..
    connectors/test_kept_inside.py test_a_glob_that_goes_up_after_a_wild_card_is_refused
108 Send a log that unpacks to gigabytes of zeros
    connectors/test_hostile_files.py test_a_packed_log_that_unpacks_to_zeros_is_refused
109 Send a workbook that unpacks to more than fits
    connectors/test_hostile_files.py test_a_workbook_that_unpacks_to_more_than_any_list_is_refused
110 Send a line without an end
    connectors/test_hostile_files.py test_a_file_of_one_endless_line_is_not_taken_into_memory
111 Send JSON nested without an end
    connectors/test_hostile_files.py test_json_nested_without_end_costs_one_row
112 Promise more rows than there are, in a header of Parquet
    connectors/test_hostile_files.py test_a_parquet_that_promises_more_rows_than_any_list_is_refused
# Who a customer is, which is covered
113 Read a covered name, number or address in what a page sends
    ui/test_uncovering.py test_nothing_that_names_a_customer_is_sent_before_a_click
114 Read one in the file of a list
    ui/test_promises_page.py test_the_list_to_see_to_is_a_file_in_its_order
115 Read one in the file for a CRM
    ui/test_at_risk_page.py test_the_workbook_for_a_crm_holds_what_the_page_shows
116 Read one over the wire of the page, before the click that shows it
    browser/test_customer.py test_who_somebody_is_does_not_reach_the_browser_before_it_is_asked_for
117 Read one off what its cover leaves: a short number, a number with letters, an address without a point
    store/test_covered.py test_who_somebody_is_is_covered
118 Search by part of a number, to be told the rest
    ui/test_customer_finding.py test_a_number_known_in_part_fits_all_that_it_may_be
119 Search by too few digits, to list everybody
    ui/test_customer_finding.py test_a_number_known_in_part_fits_all_that_it_may_be [too few]
120 Uncover a customer, or look at one, when the log cannot be written
    ui/test_uncovering.py test_what_cannot_be_written_down_is_not_shown
121 Look at a customer's page when the log cannot be written
    ui/test_uncovering.py test_nobody_is_shown_where_it_cannot_be_written_down_who_looked
122 Uncover in a role that may not, on a page that is still open
    ui/test_uncovering.py test_a_role_that_may_not_finds_no_way_to_uncover
123 Have the store give somebody uncovered, by a way that no page has yet
    ui/test_uncovering.py test_the_store_gives_nobody_uncovered_to_whom_the_settings_do_not_name
124 Uncover one customer and go on to the next
    ui/test_uncovering.py test_another_customer_is_covered_and_so_is_the_first_one_afterwards
125 Leave an uncovered customer on the screen for the next who sits there
    ui/test_uncovering.py test_who_goes_to_another_page_finds_everybody_covered
126 Uncover by the other id of a person, unseen
    ui/test_uncovering.py test_who_is_known_by_two_ids_is_seen_and_shown_by_both
127 Read a customer's name, words or record as an executive
    store/test_beside.py test_an_executive_reads_nothing_that_names_or_quotes_a_customer
128 Save a list of customers as somebody who may not see them
    ui/test_at_risk_page.py test_who_sees_no_customers_gets_no_file
# What is no longer kept
129 Fetch late what is past its period
    store/test_retention.py test_a_late_fetch_brings_nothing_back_and_says_how_many_rows_were_too_old
130 Fetch late the words whose contact is still kept
    store/test_retention.py test_words_that_went_before_their_contact_do_not_come_back
131 Write a note late, about a contact that is past its period
    store/test_retention.py test_a_note_that_is_written_late_goes_by_the_week_of_its_contact
132 Read what is past its period in an older publication, a file or a log that was left
    store/test_retention.py test_no_file_of_any_publication_holds_what_went
133 Read a comment where it was heard, once the answer is gone
    store/test_retention.py test_a_comment_that_was_heard_goes_with_its_answer
134 Cut the daily run off, so that what was to go stays
    store/test_retention.py test_a_run_that_was_cut_off_is_finished_by_the_next
135 Read rows that were set aside, past their period
    store/test_retention.py test_rows_set_aside_go_by_when_they_came
136 Hand a file in again once its rows went
    scheduler/test_rows_kept.py test_rows_go_by_the_job_and_a_later_file_does_not_bring_them_back
137 Ask for figures of what is gone, to be told nought
    store/test_retention.py test_figures_of_what_is_gone_are_none_and_it_is_said
138 Read the id of a forgotten person in the details of the audit log
    store/test_forgotten_left.py test_what_an_entry_of_the_audit_log_says_besides_names_nobody
139 Name a forgotten person in a row that is set aside
    store/test_forgotten_left.py test_a_later_row_set_aside_with_a_forgotten_id_keeps_no_text
# Odd names
140 Call a queue like a tag, a link or a colour, for a chart, its hovers and labels
    browser/test_odd_names.py test_a_name_is_a_name_in_a_chart_its_hovers_and_in_labels
141 Call a queue, a person, a reason or the centre like a tag, for a mail
    emails/test_odd_names.py test_no_tag_and_nothing_in_a_tag_comes_from_a_name
142 Turn the words of a mail round by signs that nobody sees
    emails/test_odd_names.py test_no_tag_and_nothing_in_a_tag_comes_from_a_name
143 End the words of a mail early by lines in a name, and begin others
    emails/test_odd_names.py test_a_mail_keeps_its_parts_its_lines_and_its_order_whatever_a_queue_is_called
# A provider that errs, and what is written of it
144 Read a secret, a token or an address in the log of a sign-in that failed
    access/test_cookies.py test_of_a_sign_in_that_fails_nothing_is_written_that_is_nobodys_business
145 Write into the log by what a way back says
    access/test_cookies.py test_what_a_way_back_says_is_not_written
146 Be led to a page of one's own choice by the page that one comes from
    ui/test_gate.py test_nothing_else_is_remembered [from another site]
147 Be led on without having signed in
    access/test_cookies.py test_a_token_that_lies_leads_nowhere
# The audit log, once more
148 Write an entry over, by INSERT OR REPLACE
    store/test_only_added.py test_no_entry_is_written_over
149 Change who did what, while somebody is forgotten
    store/test_only_added.py test_not_even_who_forgets_changes_who_did_what_and_when
150 Take entries away once the daily run has opened the log
    store/test_only_added.py test_what_may_take_entries_away_leaves_nothing_open
151 Have a database without these rules by bringing an older one up to date
    store/test_only_added.py test_a_database_that_was_brought_up_to_date_has_the_rules_of_a_new_one
152 Put another's words before the signature of one's own cookie (Streamlit)
    access/test_cookies.py test_a_cookie_that_the_app_did_not_sign_says_nothing [another's words]
153 Stay signed in by a token that is over, had Authlib let it pass
    ui/test_identity.py test_a_stranger_is_told_why [over at this instant]
# Who acts
154 Take a colleague's name at the provider, and sign by it
    store/test_signed.py test_who_takes_a_colleagues_name_is_told_apart_by_the_account
155 Take another's account for a name
    store/test_signed.py test_an_account_is_no_name_that_somebody_may_give_themselves [another's account]
156 Own what was given to a colleague of the same name
    ui/test_followups_page.py test_what_is_given_to_a_colleague_is_not_their_namesakes
157 Go on clicking on a page that is still open, with a role that is lost
    access/test_clicks.py test_who_lost_the_role_writes_nothing_with_a_click_and_who_has_it_does
158 Let somebody in while the audit log cannot be written
    ui/test_access_pages.py test_what_cannot_be_written_down_is_not_done_and_said [let in]
159 Call a queue like a customer, so that the log takes one for the other
    store/test_audit.py test_a_queue_named_like_a_customer_is_another_subject
# Groups of too few agents, and what is left of the whole without the others
160 Narrow a page to a queue, a team or an agent of too few, as an executive
    store/test_smallest.py test_an_executive_is_given_nothing_of_a_group_that_is_too_small
161 Take the groups that are shown from the whole, as an executive
    store/test_smallest.py test_an_executive_sees_no_group_beside_others_that_the_whole_would_tell
162 Take them from the whole where one alone, large enough itself, would be what is left
    store/test_smallest.py test_what_is_left_out_is_never_of_too_few_agents_either [one would be left of all]
163 Do so where two that are left out have the same few agents
    store/test_smallest.py test_what_is_left_out_is_never_of_too_few_agents_either [two of the same agents]
164 Take one's own team from a whole queue, as a lead
    store/test_smallest.py test_a_lead_is_not_told_of_all_where_few_are_of_other_teams [a lead of most]
165 Ask for figures by agent, as an executive
    store/test_smallest.py test_an_executive_is_given_no_figure_by_agent
# A terminal, and settings that change while Moked runs
166 Forge a line of the audit log by an id with the end of a line in it
    test_admitting.py test_an_id_forges_no_line_of_the_log [a line]
167 Wipe a line of it from the terminal by an id with ESC in it
    test_admitting.py test_an_id_forges_no_line_of_the_log [ESC]
168 Find another's entries by signs that stand for any
    store/test_audit.py test_a_customer_is_found_by_the_id_that_pages_show [any signs]
169 Give oneself a role in moked.toml while Moked runs
    ui/test_held.py test_roles_are_given_by_a_start_and_taken_away_at_once [one value more]
170 Keep a role until the next start that moked.toml gives no more
    ui/test_held.py test_roles_are_given_by_a_start_and_taken_away_at_once [taken away]
171 Have groups of fewer agents shown, or customers uncovered, by moked.toml while Moked runs
    ui/test_held.py test_more_is_shown_from_the_next_start_on_and_less_at_once [smaller groups]
"""
LINES = [line for line in ATTACKS.strip().splitlines() if not line.startswith("#")]
TRIED = list(zip(LINES[::2], LINES[1::2], strict=True))


@cache
def tried_in(file: str) -> dict[str, str]:
    """The tests of a file by name, each with what it tries, as it is written."""
    tree = ast.parse((TESTS / file).read_text())
    found = [one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")]
    return {one.name: "\n".join(map(ast.unparse, one.decorator_list)) for one in found}


@pytest.mark.parametrize(("attempt", "test"), TRIED, ids=[attempt.split()[0] for attempt, _test in TRIED])
def test_each_attempt_has_a_test_that_repels_it(attempt: str, test: str) -> None:
    place, _bracket, tried = test.partition(" [")
    file, name = place.split()

    assert attempt.split(maxsplit=1)[0].isdigit()
    assert Path(file).name.startswith("test_")
    assert name in tried_in(file)
    assert repr(tried.removesuffix("]")) in tried_in(file)[name] or not tried


def test_attempts_are_numbered_and_there_are_sixty_at_least() -> None:
    numbers = [int(attempt.split()[0]) for attempt, _test in TRIED]

    assert numbers == list(range(1, len(TRIED) + 1))
    assert len(TRIED) >= 60


def test_security_md_points_here(root: Path) -> None:
    assert "tests/access/test_attacks.py" in (root / "SECURITY.md").read_text()
