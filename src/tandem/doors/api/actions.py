import json
import re
import secrets
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from tandem.accounts.models import Account
from tandem.doors.choices import Right
from tandem.doors.models import Once, Token
from tandem.journal.write import Facts, record
from tandem.people import things
from tandem.people.words import text_of
from tandem.services.drafts import Code
from tandem.tenancy.scope import within
from tandem.territory import scopes, signposts
from tandem.territory.models import Organisation
from tandem.toolbox.sealing import digest

PREFIX = "tandem_"
KEY = re.compile("[!-~]{1,200}")
"""What a program may choose as an Idempotency-Key: signs that every header carries unchanged."""


@transaction.atomic
def let_in(
    organisation: Organisation, name: str, rights: list[Right], until: date, *, by: Account
) -> tuple[Token, str]:
    """A partner's program may come from now on; the secret is told here and never again."""
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        name=name,
        rights=[str(right) for right in rights],
        until=until,
        made_by=by,
        territory_id=organisation.area_id,
        organisation=organisation,
    )
    signposts.put("api", secret, token, token.pk)
    facts: Facts = {"token": token.pk, "rights": ", ".join(token.rights)}
    record("doors.program_let_in", token, facts=facts)
    return token, secret


@transaction.atomic
def shut_out(token: Token) -> None:
    """From the next request on the program is nobody."""
    if Token.objects.in_force().filter(pk=token.pk).update(ended_at=timezone.now()):
        record("doors.program_shut_out", token, facts={"token": token.pk})


def count_use(token: Token, minute: int) -> int:
    """How many requests of this minute the program has made, this one included."""
    asked = Case(When(minute=minute, then=F("asked") + 1), default=Value(1))
    Token.objects.filter(pk=token.pk).update(
        asked=asked, minute=minute, used_on=timezone.localdate()
    )
    token.refresh_from_db(fields=["asked"])
    return token.asked


class OtherBody(Exception):
    """The same key came with something else to ask."""


def once(token: Token, key: str, body: Any, begin: Callable[[], Code]) -> Code:
    """The code of the draft begun under this key: now, or the first time it was sent."""
    print_of_body = digest("once-body", json.dumps(body, sort_keys=True, ensure_ascii=False))
    digested = digest("once", f"{token.pk}:{key}")
    with within(scopes.of_keys(token.territory_id, token.organisation_id)):
        row = Once(
            token=token,
            digest=digested,
            of_body=print_of_body,
            territory_id=token.territory_id,
            organisation_id=token.organisation_id,
        )
        found = Once.objects.filter(token=token, digest=digested).first()
        if found is None:
            try:
                with transaction.atomic():
                    code = begin()
                    said = f"{code.reference} {code.word}".encode()
                    row.sealed = things.seal(row, said, row.place)
                    row.save(force_insert=True)
                    return code
            except IntegrityError:
                # Sent twice at the same moment: the other one was first.
                found = Once.objects.get(token=token, digest=digested)
        if bytes(found.of_body) != print_of_body:
            raise OtherBody
        return Code(*text_of(None, found.sealed, found.place).split())
