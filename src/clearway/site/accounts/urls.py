"""Addresses of signing in and out, and of the second step of it."""

from django.urls import path

from clearway.site.accounts import views
from clearway.site.accounts.factor import views as factor
from clearway.site.accounts.oidc import views as oidc

app_name = "accounts"
urlpatterns = [
    path("sign-in", views.sign_in, name="sign_in"),
    path("sign-in/code", views.code, name="code"),
    path("sign-in/service", oidc.leave, name="service"),
    path("sign-in/service/return", oidc.come_back, name="service_return"),
    path("sign-in/service/sign-out", oidc.leave_for_good, name="service_sign_out"),
    path("account/second-step", factor.own, name="second_step"),
    path("account/second-step/codes", factor.renew, name="renew_codes"),
    path("account/second-step/take-away", factor.take_away, name="take_away"),
    path("second-steps", factor.everybodys, name="second_steps"),
    path("second-steps/<int:number>/reset", factor.reset, name="reset_second_step"),
    path("sign-out", views.sign_out, name="sign_out"),
]
