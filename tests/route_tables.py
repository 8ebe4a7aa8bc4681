"""What every address answers to every reader, as text; test_routes.py compares it with the site."""

import re

from forum.roles import Role

# Open to everyone: what a reader who is not logged in gets.
PUBLIC = """
route                     GET  POST
health                    200  405
to_language               302  405
session                   200  405
login                     200  200
account_login             200  200
logged_in_again           200  405
mfa_authenticate          302  302
openid_connect_login      404  404
openid_connect_callback   404  404
password_reset            200  200
password_reset_done       200  405
password_reset_confirm    200  200
password_reset_complete   200  405
leave_for_single_sign_on  405  404
notices:stop              200  200
forum:invitation          200  200
"""

# Closed: a reader who is not logged in is led to the log-in. The columns: FP focal point, DE deputy, CH group chair,
# CO contributor, TR translator, RE reviewer, SI signatory, OB observer, all of France; of the Alliance SE editor,
# SV viewer, AD administrator; XX the focal point of another country, to whom whatever is France's answers 404. A POST
# is sent without any field, unless SENT says otherwise.
# The report is published, and its correction a draft: OB reads the published version, the others the draft. One part
# of the draft is assigned, to CO. Whoever might have been assigned something (CH, CO) may send a section, where each
# question is refused by itself; so may TR, for whom that depends on the language.
CLOSED = """
route                             FP   DE   CH   CO   TR   RE   SI   OB   SE   SV   AD   XX
bulk:cancel                  GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 404  404  404  404  404  404  404  404  302  403  302  404
bulk:file                    GET  404  404  404  404  404  404  404  404  200  200  200  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
bulk:go_on                   GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 404  404  404  404  404  404  404  404  302  302  302  404
bulk:job                     GET  404  404  404  404  404  404  404  404  200  200  200  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
bulk:list                    GET  404  404  404  404  404  404  404  404  200  200  200  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
bulk:new                     GET  404  404  404  404  404  404  404  404  200  200  200  404
                             POST 404  404  404  404  404  404  404  404  422  422  422  404
coediting:sync               GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 404  404  404  404  404  404  404  404  404  404  404  404
desk:erase                   GET  404  404  404  404  404  404  404  404  403  403  200  404
                             POST 404  404  404  404  404  404  404  404  403  403  422  404
desk:mails                   GET  404  404  404  404  404  404  404  404  403  403  200  404
                             POST 404  404  404  404  404  404  404  404  403  403  302  404
desk:remove_factor           GET  404  404  404  404  404  404  404  404  403  403  200  404
                             POST 404  404  404  404  404  404  404  404  403  403  422  404
desk:open                    GET  404  404  404  404  404  404  404  404  200  403  403  404
                             POST 404  404  404  404  404  404  404  404  422  403  403  404
desk:remind                  GET  404  404  404  404  404  404  404  404  200  403  403  404
                             POST 404  404  404  404  404  404  404  404  200  403  403  404
desk:table                   GET  404  404  404  404  404  404  404  404  200  200  200  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
home                         GET  200  200  200  200  200  200  200  200  200  200  200  200
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
journal:country              GET  200  200  403  403  403  403  403  403  200  200  200  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
journal:country_file         GET  200  200  403  403  403  403  403  403  200  200  200  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
logout                       GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 302  302  302  302  302  302  302  302  302  302  302  302
password_change              GET  200  200  200  200  200  200  200  200  200  200  200  200
                             POST 200  200  200  200  200  200  200  200  200  200  200  200
password_change_done         GET  200  200  200  200  200  200  200  200  200  200  200  200
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
notices:list                 GET  200  200  200  200  200  200  200  200  200  200  200  200
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
notices:settings             GET  200  200  200  200  200  200  200  200  200  200  200  200
                             POST 200  200  200  200  200  200  200  200  200  200  200  200
notices:outbox               GET  404  404  404  404  404  404  404  404  404  404  404  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
account                      GET  200  200  200  200  200  200  200  200  200  200  200  200
                             POST 200  200  200  200  200  200  200  200  200  200  200  200
end_sessions                 GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 302  302  302  302  302  302  302  302  302  302  302  302
account_reauthenticate       GET  200  200  200  200  200  200  302  200  302  302  302  200
                             POST 200  200  200  200  200  200  302  200  302  302  302  200
mfa_reauthenticate           GET  302  302  302  302  302  302  200  302  200  200  200  302
                             POST 302  302  302  302  302  302  200  302  200  200  200  302
mfa_reauthenticate_webauthn  GET  302  302  302  302  302  302  302  302  302  302  302  302
                             POST 302  302  302  302  302  302  302  302  302  302  302  302
mfa_index                    GET  200  200  200  200  200  200  200  200  200  200  200  200
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
mfa_activate_totp            GET  302  302  302  302  302  302  302  302  302  302  302  302
                             POST 302  302  302  302  302  302  302  302  302  302  302  302
mfa_deactivate_totp          GET  404  404  404  404  404  404  302  404  302  302  302  404
                             POST 404  404  404  404  404  404  302  404  302  302  302  404
mfa_add_webauthn             GET  302  302  302  302  302  302  302  302  302  302  302  302
                             POST 302  302  302  302  302  302  302  302  302  302  302  302
mfa_remove_webauthn          GET  302  302  302  302  302  302  302  302  302  302  302  302
                             POST 302  302  302  302  302  302  302  302  302  302  302  302
mfa_view_recovery_codes      GET  404  404  404  404  404  404  404  404  404  404  404  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
mfa_generate_recovery_codes  GET  302  302  302  302  302  302  302  302  302  302  302  302
                             POST 302  302  302  302  302  302  302  302  302  302  302  302
mfa_download_recovery_codes  GET  404  404  404  404  404  404  404  404  404  404  404  404
                             POST 404  404  404  404  404  404  404  404  404  404  404  404
files:upload                 GET  200  404  404  404  404  404  404  404  404  404  404  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
forum:roles                  GET  200  200  200  200  200  200  200  200  200  200  200  200
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
forum:index                  GET  302  302  302  302  302  302  302  302  200  200  200  302
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
forum:people                 GET  200  200  200  200  200  200  200  200  200  200  200  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
forum:invite                 GET  200  200  403  403  403  403  403  403  200  403  200  404
                             POST 200  200  403  403  403  403  403  403  200  403  200  404
forum:check_invitation       GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 200  200  403  403  403  403  403  403  200  403  200  404
forum:send_invitation        GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 200  200  403  403  403  403  403  403  200  403  200  404
forum:add_role               GET  200  200  403  403  403  403  403  403  200  403  200  404
                             POST 200  200  403  403  403  403  403  403  200  403  200  404
forum:handover               GET  200  403  403  403  403  403  403  403  200  403  200  404
                             POST 200  403  403  403  403  403  403  403  200  403  200  404
forum:check_handover         GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 200  403  403  403  403  403  403  403  200  403  200  404
forum:hand_over              GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 200  403  403  403  403  403  403  403  200  403  200  404
forum:change_role            GET  200  200  403  403  403  403  403  403  200  403  200  404
                             POST 200  200  403  403  403  403  403  403  200  403  200  404
forum:end_role               GET  200  200  403  403  403  403  403  403  200  403  200  404
                             POST 200  200  403  403  403  403  403  403  200  403  200  404
forum:resend                 GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 302  302  403  403  403  403  403  403  302  403  302  404
forum:cancel                 GET  200  200  403  403  403  403  403  403  200  403  200  404
                             POST 302  302  403  403  403  403  403  403  302  403  302  404
forum:groups                 GET  200  200  200  200  200  200  200  200  200  200  200  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
forum:add_group              GET  200  200  403  403  403  403  403  403  200  403  200  404
                             POST 200  200  403  403  403  403  403  403  200  403  200  404
forum:group                  GET  200  200  200  200  200  200  200  200  200  200  200  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
forum:rename_group           GET  200  200  403  403  403  403  403  403  200  403  200  404
                             POST 200  200  403  403  403  403  403  403  200  403  200  404
forum:move_group             GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 302  302  403  403  403  403  403  403  302  403  302  404
forum:retire_group           GET  200  200  403  403  403  403  403  403  200  403  200  404
                             POST 302  302  403  403  403  403  403  403  302  403  302  404
forum:bring_back_group       GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 302  302  403  403  403  403  403  403  302  403  302  404
forum:organisations          GET  200  200  200  200  200  200  200  200  200  200  200  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
forum:add_organisation       GET  200  200  403  403  403  403  403  403  200  403  200  404
                             POST 200  200  403  403  403  403  403  403  200  403  200  404
forum:change_organisation    GET  200  200  403  403  403  403  403  403  200  403  200  404
                             POST 200  200  403  403  403  403  403  403  200  403  200  404
publications:worksheet       GET  404  404  404  404  404  404  404  404  404  404  404  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
publications:export          GET  200  200  200  200  200  200  200  200  200  200  200  404
                             POST 302  302  302  302  302  302  302  302  302  302  302  404
publications:file            GET  200  200  200  200  200  200  200  200  200  200  200  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
publications:preview         GET  200  200  200  200  200  200  200  200  200  200  200  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
reports:journal              GET  200  200  200  200  200  200  200  200  200  200  200  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
reports:journal_file         GET  200  200  200  200  200  200  200  200  200  200  200  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
reports:comments             GET  200  200  200  200  200  200  200  403  403  403  403  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
reports:comments_part        GET  200  200  200  200  200  200  200  403  403  403  403  404
                             POST 404  404  404  404  404  404  404  403  403  403  403  404
reports:thread               GET  200  200  200  200  200  200  200  403  403  403  403  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
reports:reply                GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 422  422  422  422  422  422  422  403  403  403  403  404
reports:resolve_thread       GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 302  302  403  302  403  403  403  403  403  403  403  404
reports:reopen_thread        GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 403  403  403  403  403  403  403  403  403  403  403  404
reports:place_thread         GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 422  422  422  422  422  422  422  403  403  403  403  404
reports:edit_comment         GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 403  403  403  403  403  403  403  403  403  403  403  404
reports:remove_comment       GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 302  302  403  403  403  403  403  403  403  403  403  404
reports:list                 GET  200  200  200  200  200  200  200  200  200  200  200  200
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
reports:overview             GET  200  200  200  200  200  200  200  200  200  200  200  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
reports:checks               GET  200  200  200  200  200  200  200  200  200  200  200  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
reports:contributions        GET  200  200  200  200  200  200  200  403  403  403  403  404
                             POST 302  302  403  403  403  403  403  403  403  403  403  404
reports:worksheet            GET  200  200  200  200  200  200  200  200  200  200  200  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
reports:minutes              GET  200  200  200  403  403  403  403  403  403  403  403  404
                             POST 200  200  200  403  403  403  403  403  403  403  403  404
reports:preview_minutes      GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 422  422  422  403  403  403  403  403  403  403  403  404
reports:propose_minutes      GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 422  422  422  403  403  403  403  403  403  403  403  404
reports:board                GET  200  200  200  200  200  200  200  200  200  200  200  404
                             POST 400  400  403  403  403  403  403  403  403  403  403  404
reports:assignment           GET  200  200  200  200  200  200  200  404  200  200  200  404
                             POST 302  302  403  403  403  403  403  404  403  403  403  404
reports:mark_done            GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 302  302  403  302  403  403  403  404  403  403  403  404
reports:reopen_assignment    GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 403  403  403  403  403  403  403  404  403  403  403  404
reports:end_assignment       GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 302  302  403  403  403  403  403  404  403  403  403  404
reports:secretariat          GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 302  302  403  403  403  403  403  403  403  403  403  404
reports:import               GET  200  200  200  200  200  200  200  403  403  403  403  404
                             POST 422  422  403  403  403  403  403  403  403  403  403  404
reports:import_preview       GET  200  200  200  200  200  200  200  403  403  403  403  404
                             POST 302  302  403  403  403  403  403  403  403  403  403  404
reports:read_again           GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 400  400  403  403  403  403  403  403  403  403  403  404
reports:import_result        GET  302  302  302  302  302  302  302  403  403  403  403  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
reports:import_undo          GET  302  302  302  302  302  302  302  403  403  403  403  404
                               POST 302  302  403  403  403  403  403  403  403  403  403  404
reports:import_source        GET  200  200  200  200  200  200  200  403  403  403  403  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
reports:live                 GET  200  200  200  200  200  200  200  200  200  200  200  404
                             POST 400  400  400  400  400  400  400  400  400  400  400  404
reports:section              GET  200  200  200  200  200  200  200  200  200  200  200  404
                             POST 302  302  302  302  302  403  403  403  403  403  403  404
reports:add_next_step        GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 302  302  403  403  403  403  403  403  403  403  403  404
reports:move_next_step       GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 302  302  403  403  403  403  403  403  403  403  403  404
reports:remove_next_step     GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 302  302  403  403  403  403  403  403  403  403  403  404
reports:bring_back_next_step GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 302  302  403  403  403  403  403  403  403  403  403  404
reports:set_original_here    GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 404  404  403  404  403  403  403  403  403  403  403  404
reports:word                 GET  200  200  200  200  200  200  200  200  200  200  200  404
                             POST 422  422  422  422  422  422  403  403  403  403  403  404
reports:word_file            GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 422  422  422  422  422  422  403  403  403  403  403  404
reports:word_preview         GET  200  404  404  404  404  404  404  404  404  404  404  404
                             POST 422  404  404  404  404  404  404  404  404  404  404  404
reports:word_result          GET  302  404  404  404  404  404  404  404  404  404  404  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
reports:history              GET  200  200  200  200  200  200  200  403  200  200  200  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
reports:whose_words          GET  404  404  404  404  404  404  404  403  404  404  404  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
reports:set_original         GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 302  302  403  302  403  403  403  403  403  403  403  404
reports:restore_revision     GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 302  302  403  302  403  403  403  403  403  403  403  404
reports:since                GET  200  200  200  200  200  200  200  403  200  200  200  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
reports:note_visit           GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 400  400  400  400  400  400  400  403  400  400  400  404
reports:mark_as_read         GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 400  400  400  400  400  400  400  403  400  400  400  404
reports:text                 GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 200  200  403  200  403  403  403  403  403  403  403  404
reports:proposals            GET  200  200  200  200  200  200  200  403  403  403  403  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
reports:proposals_here       GET  200  200  200  200  200  200  200  403  403  403  403  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
reports:decide               GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 404  404  403  404  403  403  403  403  403  403  403  404
reports:propose              GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 302  302  302  302  302  302  403  403  403  403  403  404
reports:describe_proposal    GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 404  404  404  404  404  404  403  403  403  403  403  404
reports:withdraw_proposal    GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 404  404  404  404  404  404  403  403  403  403  403  404
reports:suggest              GET  200  200  200  200  200  200  403  403  403  403  403  404
                             POST 400  400  400  400  400  400  403  403  403  403  403  404
reports:stage                GET  200  200  200  200  200  200  200  200  200  200  200  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
reports:send_to_forum        GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 302  302  403  403  403  403  403  403  403  403  403  404
reports:propose_without_forum GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 403  403  403  403  403  403  403  403  403  403  403  404
reports:propose_sign_off     GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 422  422  403  403  403  403  403  403  403  403  403  404
reports:ask_changes          GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 422  422  403  403  403  403  403  403  403  403  403  404
reports:refuse_to_sign       GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 403  403  403  403  403  403  422  403  403  403  403  404
reports:take_back            GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 422  422  403  403  403  403  403  403  403  403  403  404
reports:publish              GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 403  403  403  403  403  403  403  403  302  403  403  404
reports:return_submitted     GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 403  403  403  403  403  403  403  403  422  403  403  404
reports:withdraw             GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 422  422  403  403  403  403  403  403  403  403  403  404
reports:correct              GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 422  422  403  403  403  403  403  403  403  403  403  404
reports:review               GET  403  403  200  403  403  403  403  403  403  403  403  404
                             POST 403  403  404  403  403  403  403  403  403  403  403  404
reports:sign                 GET  403  403  403  403  403  403  200  403  403  403  403  404
                             POST 403  403  403  403  403  403  302  403  403  403  403  404
reports:correction           GET  200  200  403  403  403  403  403  403  403  403  403  404
                             POST 422  422  403  403  403  403  403  403  403  403  403  404
reports:version              GET  200  200  200  200  200  200  200  403  200  200  200  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
reports:differences          GET  200  200  200  200  200  200  200  404  200  200  200  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
roadmaps:index               GET  302  302  302  302  302  302  302  302  200  200  200  302
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
roadmaps:template            GET  200  200  200  200  200  200  200  200  200  200  200  200
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
roadmaps:roadmap             GET  200  200  200  200  200  200  200  200  200  200  200  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
roadmaps:import              GET  200  200  403  403  403  403  403  403  200  403  403  404
                             POST 200  200  403  403  403  403  403  403  200  403  403  404
roadmaps:import_preview      GET  200  404  403  403  403  403  403  403  404  403  403  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
roadmaps:apply               GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 409  404  403  403  403  403  403  403  404  403  403  404
roadmaps:version             GET  200  200  200  200  200  200  200  200  200  200  200  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
roadmaps:download            GET  200  200  200  200  200  200  200  200  200  200  200  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
roadmaps:start_version       GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 403  403  403  403  403  403  403  403  403  403  403  404
roadmaps:edit                GET  200  200  403  403  403  403  403  403  200  403  403  404
                             POST 405  405  405  405  405  405  405  405  405  405  405  405
roadmaps:details             GET  200  200  403  403  403  403  403  403  200  403  403  404
                             POST 200  200  403  403  403  403  403  403  200  403  403  404
roadmaps:add                 GET  200  200  403  403  403  403  403  403  200  403  403  404
                             POST 200  200  403  403  403  403  403  403  200  403  403  404
roadmaps:rename              GET  200  200  403  403  403  403  403  403  200  403  403  404
                             POST 200  200  403  403  403  403  403  403  200  403  403  404
roadmaps:move                GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 302  302  403  403  403  403  403  403  302  403  403  404
roadmaps:retire              GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 302  302  403  403  403  403  403  403  302  403  403  404
roadmaps:bring_back          GET  405  405  405  405  405  405  405  405  405  405  405  405
                             POST 302  302  403  403  403  403  403  403  302  403  403  404
"""

OF_ANOTHER = "XX"
READERS: dict[str, Role | None] = dict(zip("FP DE CH CO TR RE SI OB SE SV AD".split(), Role, strict=True))
READERS |= {OF_ANOTHER: None}


def public(text: str) -> dict[str, tuple[int, ...]]:
    rows = re.findall(r"^([a-z_:]+)((?: +\d{3})+)$", text, re.MULTILINE)
    return {name: tuple(map(int, numbers.split())) for name, numbers in rows}


def closed(text: str) -> dict[str, dict[str, tuple[int, int]]]:
    """Route → reader → what GET and POST answer; the row of a POST follows that of its GET."""
    head, *lines = (line.split() for line in text.strip().splitlines())
    found = {}
    for get, post in zip(lines[::2], lines[1::2], strict=True):
        assert (get[1], post[0]) == ("GET", "POST"), f"{get[0]} needs a row of GET and one of POST"
        answers = zip(map(int, get[2:]), map(int, post[1:]), strict=True)
        found[get[0]] = dict(zip(head[1:], answers, strict=True))
    return found


PUBLIC_ROUTES, CLOSED_ROUTES = public(PUBLIC), closed(CLOSED)
