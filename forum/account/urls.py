"""Addresses around one's own account. The names that begin with account_ and mfa_ are those that allauth asks for."""

from allauth.mfa.recovery_codes.views import download_recovery_codes
from django.urls import path

from forum.account import factors, views
from forum.middleware import writes_on_get

urlpatterns = [
    path("login/second-factor/", factors.SecondStep.as_view(), name="mfa_authenticate"),
    path("login/again/", views.logged_in_again, name="logged_in_again"),
    path("account/", views.account, name="account"),
    path("account/sessions/end/", views.end_sessions, name="end_sessions"),
    path("account/confirm/password/", factors.ConfirmByPassword.as_view(), name="account_reauthenticate"),
    path("account/confirm/code/", factors.ConfirmByCode.as_view(), name="mfa_reauthenticate"),
    path("account/confirm/passkey/", factors.ConfirmByPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("account/second-factor/", factors.Overview.as_view(), name="mfa_index"),
    path("account/second-factor/codes/", factors.SetUpCodes.as_view(), name="mfa_activate_totp"),
    path("account/second-factor/codes/remove/", factors.RemoveCodes.as_view(), name="mfa_deactivate_totp"),
    path("account/second-factor/passkeys/add/", factors.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path(
        "account/second-factor/passkeys/<int:pk>/remove/", factors.RemovePasskey.as_view(), name="mfa_remove_webauthn"
    ),
    # Whoever sees the codes is noted beside them.
    path(
        "account/second-factor/recovery/",
        writes_on_get(factors.RecoveryCodes.as_view()),
        name="mfa_view_recovery_codes",
    ),
    path("account/second-factor/recovery/new/", factors.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path(
        "account/second-factor/recovery/file/",
        writes_on_get(download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]
