"""Sessions that know whose they are: one query brings the session and its account.

The row names its account, so that an account that goes takes its sessions with it.
"""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends import db
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from tandem.accounts.models import Account, Session
from tandem.tenancy import repeated
from tandem.tenancy.postgresql.planned import Statement
from tandem.toolbox.sealing import digest

# Not when: no page of hers asks it, and what does ask fetches it.
MOMENTS = frozenset({"last_login", "made_at"})
COLUMNS = [each for each in Account._meta.concrete_fields if each.name not in MOMENTS]
FIELDS = [field.attname for field in COLUMNS]
ASK = f"""
SELECT kept.session_data, kept.began_at, kept.seen_at, {", ".join(f"account.{field.column}" for field in COLUMNS)}
FROM accounts_session kept
LEFT JOIN accounts_account account ON account.id = kept.account_id
WHERE kept.session_key = %(key)s AND kept.expire_date > %(now)s
"""  # noqa: S608 - names of our own columns
BEGAN, DEVICE = "began", "device"
"""In the session: when somebody signed in, and at what kind of device."""
SEEN_EVERY = timedelta(minutes=3)
"""How exactly it is known when a session was used last."""


class SessionStore(db.SessionStore):
    account: Account | None = None
    """Of the row that was read; None for a visitor's session."""
    began_at: datetime | None = None
    seen_at: datetime | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def asked(self) -> Statement:
        """What brings the session and its account."""
        return ASK, {"key": _kept(self.session_key or ""), "now": timezone.now()}

    def load(self) -> dict[str, Any]:
        return self._read(repeated.rows(*self.asked()))

    def fill(self, rows: list[tuple[Any, ...]]) -> None:
        """The session is loaded: `asked` has been answered together with something else."""
        self._session_cache = self._read(rows)

    def _read(self, rows: list[tuple[Any, ...]]) -> dict[str, Any]:
        if not rows:
            self._session_key = None
            return {}
        data, self.began_at, self.seen_at, *account = rows[0]
        if account[0] is not None:
            self.account = Account.from_db("default", FIELDS, account)
        kept: dict[str, Any] = self.decode(data)
        return kept

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        return deepcopy(_decoded(session_data, settings.SECRET_KEY))

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(session_key=_kept(session_key)).exists()

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            Session.objects.filter(session_key=_kept(key)).delete()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        now = timezone.now()
        if SESSION_KEY in data:
            data.setdefault(BEGAN, now.timestamp())
        made = cast(Session, super().create_model_instance(data))
        made.session_key = _kept(made.session_key)
        made.account_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        if BEGAN in data:
            made.began_at = datetime.fromtimestamp(data[BEGAN], UTC)
        made.device, made.seen_at = data.get(DEVICE, ""), now
        return made

    def is_over(self, *, idle: timedelta | None, longest: timedelta) -> bool:
        """Whether it has lasted too long, or nobody has used it for too long."""
        now = timezone.now()
        if self.began_at is not None and now - self.began_at > longest:
            return True
        return idle is not None and self.seen_at is not None and now - self.seen_at > idle

    def is_used(self) -> None:
        """Noted when it was used last; not on each page, since each would then write."""
        now = timezone.now()
        if self.seen_at is not None and now - self.seen_at > SEEN_EVERY:
            Session.objects.filter(session_key=self.stored_key).update(seen_at=now)

    @property
    def stored_key(self) -> str:
        """As its row has it."""
        return _kept(self.session_key or "")


# The same words say the same on every page of a session, and to prove that they are ours takes long.
@lru_cache(maxsize=4096)
def _decoded(session_data: str | bytes, _proven_with: str) -> dict[str, Any]:
    return db.SessionStore().decode(session_data)


def _kept(key: str) -> str:
    """As the row holds it: who reads the database, or a copy of it, opens no session with it."""
    return _digest(key, settings.TANDEM_KEY)


@lru_cache(maxsize=4096)
def _digest(key: str, _made_with: str) -> str:
    return digest("session", key).hex()


def signed_in(request: HttpRequest) -> Account | None:
    """Whose session the request brings; a password changed elsewhere has ended it."""
    key = request.session.get(SESSION_KEY)
    account: Account | None = request.session.account  # type: ignore[attr-defined]
    if key is None or account is None or key != str(account.pk) or not account.is_active:
        return None
    said = request.session.get(HASH_SESSION_KEY, "")
    if constant_time_compare(said, account.get_session_auth_hash()):
        return account
    for former in account.get_session_auth_fallback_hash():
        # The installation's secret was renewed: the session goes on under the new one.
        if constant_time_compare(said, former):
            request.session.cycle_key()
            request.session[HASH_SESSION_KEY] = account.get_session_auth_hash()
            return account
    request.session.flush()
    return None


def handle_of(session: Session) -> str:
    """By which somebody names one of her sessions on a page: it opens nothing."""
    return digest("session handle", session.session_key).hex()


def of_account(account: Account) -> list[Session]:
    """Her sessions that still open something, last used first."""
    rows = Session.objects.filter(account=account, expire_date__gt=timezone.now())
    return list(rows.defer("session_data").order_by(F("seen_at").desc(nulls_last=True)))


def end_one(account: Account, handle: str) -> bool:
    """Signed out there, from the next page on; false if there is no such session of hers."""
    for session in of_account(account):
        if constant_time_compare(handle_of(session), handle):
            session.delete()
            return True
    return False


def end_others(account: Account, own: SessionStore | None = None) -> int:
    """Signed out everywhere but here; everywhere, where no session is named."""
    rows = Session.objects.filter(account=account)
    if own is not None:
        rows = rows.exclude(session_key=own.stored_key)
    return rows.delete()[0]


def throw_away_ended(now: datetime) -> int:
    """Sessions that open nothing any more are not kept; how many."""
    return Session.objects.filter(expire_date__lt=now).delete()[0]
