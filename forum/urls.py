"""Log-in, password, and one's own account."""

from django.contrib.auth import views as auth
from django.urls import include, path

from forum.views import log_in as views

urlpatterns = [
    path("login/", views.LogIn.as_view(), name="login"),
    path("login/", views.LogIn.as_view(), name="account_login"),  # as allauth calls it
    path("login/single-sign-on/", views.leave_for_single_sign_on, name="leave_for_single_sign_on"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("password/", views.PasswordChange.as_view(), name="password_change"),
    path("password/done/", auth.PasswordChangeDoneView.as_view(), name="password_change_done"),
    path("password/reset/", views.PasswordReset.as_view(), name="password_reset"),
    path("password/reset/sent/", auth.PasswordResetDoneView.as_view(), name="password_reset_done"),
    path("password/reset/<uidb64>/<token>/", views.PasswordResetConfirm.as_view(), name="password_reset_confirm"),
    path("password/reset/complete/", auth.PasswordResetCompleteView.as_view(), name="password_reset_complete"),
    path("", include("forum.account.urls")),
]
