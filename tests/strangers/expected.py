"""What everybody but Alice is to be answered, route by route, at addresses that hold her ids.

`gone` has the cookie of a deleted account. For whoever is not signed in 303 leads to the sign-in;
401 is the sign-in itself, in place of a form that holds a password or something typed. 404 is the
answer for what is somebody else's and for what is not there. `charlie` and `bob` get 200 for pages
of their own (what is in them is another test), and 422 where the form was theirs to send.
"""

GUESTS = ("nobody", "gone", "charlie", "bob")

# The two ways for others to put something into her records, by her code: both add, and a swap
# brings the guest's own card up to date.
REACHES_HER = ("POST /c/<word>/return", "POST /c/<word>/swap")

# Bob goes to her event: its page is his own too. He joined; Charlie joins at the very end.
_TABLE = """
                                                      nobody    gone  charlie  bob
GET  /                                                200       200   302      302
GET  /C/<word>                                        200       200   200      200
GET  /E/<code>                                        200       200   200      303
GET  /c/<word>                                        200       200   200      200
GET  /c/<word>/card.vcf                               200       200   200      200
GET  /c/<word>/photo.jpg                              410       410   410      410
POST /c/<word>/return                                 303       303   303      303
POST /c/<word>/swap                                   401       401   303      303
GET  /c/<word>/thanks                                 200       200   200      200
GET  /calendar/<token>.ics                            404       404   404      404
GET  /confirmation/<token>                            410       410   410      410
POST /confirmation/<token>                            410       410   410      410
POST /confirmation/<token>/refusal                    410       410   410      410
POST /confirmation/<token>/return                     410       410   410      410
GET  /e/<code>                                        200       200   200      303
POST /e/<code>                                        401       401   303      303
GET  /events                                          303       303   200      200
POST /events                                          401       401   422      422
GET  /events/<id:event_id>                            303       303   404      200
POST /events/<id:event_id>                            401       401   404      404
GET  /events/<id:event_id>/edit                       303       303   404      404
POST /events/<id:event_id>/goal                       401       401   404      303
POST /events/<id:event_id>/plan                       401       401   404      422
GET  /events/<id:event_id>/reflection                 303       303   404      200
POST /events/<id:event_id>/reflection                 401       401   404      422
POST /events/<id:event_id>/targets                    401       401   404      303
GET  /events/<id:event_id>/targets/new                303       303   404      200
GET  /events/new                                      303       303   200      200
GET  /follow-ups                                      303       303   200      200
GET  /follow-ups/<id:meeting_id>                      303       303   404      404
POST /follow-ups/<id:meeting_id>/focus/<choice>       401       401   404      404
POST /follow-ups/<id:meeting_id>/letting-go           401       401   404      404
GET  /follow-ups/<id:meeting_id>/line                 303       303   404      404
POST /follow-ups/<id:meeting_id>/lines                401       401   404      404
POST /follow-ups/<id:meeting_id>/return               401       401   404      404
POST /follow-ups/<id:meeting_id>/steps/<kind>         401       401   404      404
GET  /follow-ups/events/<id:event_id>                 303       303   404      200
GET  /follow-ups/events/<id:event_id>/focus           303       303   404      200
GET  /healthz                                         200       200   200      200
GET  /introductions                                   303       303   200      200
POST /introductions                                   401       401   422      422
GET  /introductions/<id:introduction_id>              303       303   404      404
POST /introductions/<id:introduction_id>/answer/<who> 401       401   404      404
POST /introductions/<id:introduction_id>/asking/<who> 401       401   404      404
POST /introductions/<id:introduction_id>/introducing  401       401   404      404
POST /introductions/<id:introduction_id>/reconsidering 401       401   404      404
POST /introductions/<id:introduction_id>/return       401       401   404      404
POST /introductions/<id:introduction_id>/telling      401       401   404      404
POST /introductions/<id:introduction_id>/untelling    401       401   404      404
POST /introductions/<id:introduction_id>/unasking/<who> 401       401   404      404
POST /introductions/<id:introduction_id>/unintroducing 401       401   404      404
POST /introductions/<id:introduction_id>/withdrawal   401       401   404      404
POST /introductions/dismissals                        401       401   422      422
GET  /manifest.webmanifest                            200       200   200      200
GET  /me                                              303       303   200      200
POST /me/address                                      401       401   422      422
GET  /me/card                                         303       303   200      200
POST /me/card                                         401       401   303      303
POST /me/confirmation                                 401       401   303      303
GET  /me/delete                                       303       303   200      200
POST /me/delete                                       401       401   422      422
GET  /me/devices                                      303       303   200      200
POST /me/devices/<id:sign_in_id>/removal              401       401   303      303
POST /me/devices/removal                              401       401   303      303
GET  /me/export                                       303       303   200      200
GET  /me/export.zip                                   303       303   200      200
GET  /me/nudges                                       303       303   200      200
POST /me/nudges                                       401       401   422      422
POST /me/nudges/calendar                              401       401   303      303
POST /me/nudges/calendar/removal                      401       401   303      303
POST /me/nudges/phones                                401       401   422      422
POST /me/nudges/phones/<id:phone_id>/removal          401       401   404      404
POST /me/nudges/return                                401       401   303      303
POST /me/nudges/stop                                  401       401   303      303
POST /me/password                                     401       401   422      422
POST /me/photo                                        401       401   422      422
GET  /me/photo.jpg                                    303       303   404      404
POST /me/photo/removal                                401       401   303      303
GET  /me/settings                                     303       303   200      200
POST /me/settings                                     401       401   422      422
POST /me/zone/<path:zone>                             401       401   303      303
POST /messages/<id:message_id>                        401       401   404      404
POST /messages/<id:line_id>/line                      401       401   404      404
POST /messages/<id:message_id>/return                 401       401   404      404
POST /messages/<id:message_id>/sending                401       401   404      404
GET  /network                                         303       303   200      200
POST /notes/<id:note_id>/removal                      401       401   404      404
POST /notes/<id:note_id>/restoration                  401       401   404      404
GET  /nudges/stop/<token>                             410       410   410      410
POST /nudges/stop/<token>                             410       410   410      410
POST /nudges/stop/<token>/return                      410       410   410      410
POST /policy-reports                                  204       204   204      204
POST /outbox                                          401       401   400      400
GET  /password-reset                                  200       200   200      200
POST /password-reset                                  422       422   422      422
GET  /password-reset/<token>                          410       410   410      410
POST /password-reset/<token>                          410       410   410      410
POST /password-reset/<token>/another                  410       410   410      410
GET  /password-reset/sent                             200       200   200      200
GET  /people                                          303       303   200      200
POST /people                                          401       401   303      303
GET  /people/<id:contact_id>                          303       303   404      404
POST /people/<id:contact_id>                          401       401   404      404
GET  /people/<id:contact_id>/edit                     303       303   404      404
POST /people/<id:contact_id>/keeping                  401       401   404      404
POST /people/<id:contact_id>/keeping/removal          401       401   404      404
POST /people/<id:contact_id>/letting-go               401       401   404      404
GET  /people/<id:contact_id>/listening                303       303   404      404
POST /people/<id:contact_id>/listening                401       401   404      404
GET  /people/<id:contact_id>/message                  303       303   404      404
POST /people/<id:contact_id>/messages                 401       401   404      404
POST /people/<id:contact_id>/next                     401       401   404      404
POST /people/<id:contact_id>/notes                    401       401   404      404
GET  /people/<id:contact_id>/photo.jpg                303       303   404      404
POST /people/<id:contact_id>/promises                 401       401   404      404
GET  /people/<id:contact_id>/proposal                 303       303   404      404
POST /people/<id:contact_id>/proposals                401       401   404      404
POST /people/<id:contact_id>/return                   401       401   404      404
POST /people/<id:contact_id>/rhythm                   401       401   404      404
POST /people/<id:contact_id>/touches                  401       401   404      404
GET  /people/let-go                                   303       303   200      200
GET  /people/new                                      303       303   200      200
GET  /people/room                                     303       303   200      200
GET  /promises                                        303       303   200      200
POST /promises/<id:promise_id>/keeping                401       401   404      404
POST /promises/<id:promise_id>/moving                 401       401   404      404
POST /promises/<id:promise_id>/release                401       401   404      404
POST /promises/<id:promise_id>/reopening              401       401   404      404
POST /proposals/<id:proposal_id>                      401       401   404      404
POST /proposals/<id:proposal_id>/cancellation         401       401   404      404
POST /proposals/<id:proposal_id>/choice               401       401   404      404
POST /proposals/<id:proposal_id>/happening            401       401   404      404
GET  /proposals/<id:proposal_id>/invitation.ics       303       303   404      404
POST /proposals/<id:proposal_id>/return               401       401   404      404
GET  /readyz                                          200       200   200      200
GET  /replica                                         401       401   200      200
GET  /scan                                            303       303   200      200
POST /scan/card                                       401       401   422      422
POST /scan/shared                                     422       422   422      422
POST /scan/typed                                      401       401   422      422
GET  /service_worker.js                               200       200   200      200
GET  /sign-in                                         200       200   302      302
POST /sign-in                                         422       422   422      422
POST /sign-out                                        401       401   303      303
GET  /sign-up                                         200       200   302      302
POST /sign-up                                         422       422   422      422
GET  /swap                                            303       303   200      200
GET  /swap/arrivals                                   303       303   200      200
POST /swap/carrying                                   401       401   303      303
POST /swap/code                                       401       401   303      303
GET  /swap/vcard                                      303       303   200      200
GET  /swap/wallpaper.png                              303       303   200      200
GET  /targets/<id:target_id>                          303       303   404      404
POST /targets/<id:target_id>                          401       401   404      404
POST /targets/<id:target_id>/meeting                  401       401   404      404
POST /targets/<id:target_id>/missing                  401       401   404      404
POST /targets/<id:target_id>/removal                  401       401   404      404
POST /targets/<id:target_id>/restoration              401       401   404      404
GET  /today                                           303       303   200      200
POST /touches/<id:touch_id>/removal                   401       401   404      404
POST /touches/<id:touch_id>/restoration               401       401   404      404
GET  /waiting                                         303       303   200      200
"""


def _expected() -> dict[str, dict[str, int]]:
    rows = [line.split() for line in _TABLE.strip().splitlines()[1:]]
    return {
        f"{method} {path}": dict(zip(GUESTS, map(int, statuses), strict=True))
        for method, path, *statuses in rows
    }


EXPECTED = _expected()
