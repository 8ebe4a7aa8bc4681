"""/<language>/people/<FRA>/… are the people of a country; /<language>/people/alliance/… those of the Alliance."""

from django.urls import path

from forum.views import accepting, groups, handover, inviting, people, roles

app_name = "forum"
PLACE = "people/<str:country>/"
MEMBERSHIP = f"{PLACE}roles/<int:membership>/"
INVITATION = f"{PLACE}invitations/<int:invitation>/"
GROUP = f"{PLACE}groups/<int:group>/"
urlpatterns = [
    path("roles/", people.roles, name="roles"),
    path("people/", people.index, name="index"),
    path(PLACE, people.show, name="people"),
    path(f"{PLACE}invite/", inviting.invite, name="invite"),
    path(f"{PLACE}invite/check/", inviting.check, name="check_invitation"),
    path(f"{PLACE}invite/send/", inviting.send, name="send_invitation"),
    path(f"{PLACE}add/", roles.add, name="add_role"),
    path(f"{PLACE}handover/", handover.handover, name="handover"),
    path(f"{PLACE}handover/check/", handover.check, name="check_handover"),
    path(f"{PLACE}handover/do/", handover.hand_over, name="hand_over"),
    path(MEMBERSHIP, roles.change, name="change_role"),
    path(f"{MEMBERSHIP}end/", roles.end, name="end_role"),
    path(f"{INVITATION}resend/", inviting.resend, name="resend"),
    path(f"{INVITATION}cancel/", inviting.cancel, name="cancel"),
    path(f"{PLACE}groups/", groups.index, name="groups"),
    path(f"{PLACE}groups/add/", groups.add, name="add_group"),
    path(GROUP, groups.show, name="group"),
    path(f"{GROUP}rename/", groups.rename, name="rename_group"),
    path(f"{GROUP}move/", groups.move, name="move_group"),
    path(f"{GROUP}retire/", groups.retire, name="retire_group"),
    path(f"{GROUP}bring-back/", groups.bring_back, name="bring_back_group"),
    path(f"{PLACE}organisations/", groups.organisations, name="organisations"),
    path(f"{PLACE}organisations/add/", groups.add_organisation, name="add_organisation"),
    path(f"{PLACE}organisations/<int:organisation>/", groups.change_organisation, name="change_organisation"),
    path("invitation/<str:token>/", accepting.invitation, name="invitation"),
]
