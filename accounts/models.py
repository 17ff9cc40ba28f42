"""The account: a sign-in and nothing else. Names and posts stand on memberships, which have a tenancy policy."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    email = models.EmailField("эл. почта", unique=True)
    is_active = models.BooleanField("может входить", default=True)
    is_platform = models.BooleanField("сотрудник платформы", default=False)
    created_at = models.DateTimeField("создана", auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = "учётная запись"
        verbose_name_plural = "учётные записи"
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_lower_uniq")]

    def __str__(self) -> str:
        return self.email
