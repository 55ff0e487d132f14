"""Where no mail server is named, e-mails stand in files; the next night nobody finds them."""

import os
from datetime import timedelta

from django.utils import timezone

from tandem.outbox.retention import throw_away_files


def test_files_of_the_days_before_go_and_those_of_today_stay(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    now = timezone.now()
    yesterday, today = tmp_path / "1.log", tmp_path / "2.log"
    for file, at in ((yesterday, now - timedelta(days=1)), (today, now)):
        file.write_text("To: ana@post.example")
        os.utime(file, (at.timestamp(), at.timestamp()))

    assert throw_away_files(now) == 1
    assert (yesterday.exists(), today.exists()) == (False, True)


def test_nothing_is_thrown_away_where_a_mail_server_takes_them(settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path
    (tmp_path / "1.log").write_text("somebody else’s")
    os.utime(tmp_path / "1.log", (0, 0))

    assert throw_away_files(timezone.now()) == 0
    assert (tmp_path / "1.log").exists()
