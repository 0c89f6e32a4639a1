"""Whose e-mail address a member of staff gives: one of the organisation's, a private one of their own, or somebody else's.

Whose it is cannot be known: it is taken for their own unless something says otherwise. What is somebody else's stays a personal
detail (map 2.4), whoever posts it.
"""

import re
from typing import Final

from moderation.context import Context
from moderation.mail_domains import domain_of, is_among, is_free

#: So many characters before an address tell whose it is.
_BEFORE: Final = 60
#: Somebody else, named just before: "her e-mail is …", "Cerys's address: …", "Robin's mum …".
_OTHERS: Final = re.compile(
    r"(?<![a-z'’])(?:his|hers?|him|s?he|theirs?|them|they|"
    r"(?!(?:it|that|here|there|what|let|who|where|how|today|club|school|team|office|coach)['’])[a-z]{2,30}['’]s)(?![a-z])"
)
_NOT_NAMES: Final = re.compile(r"[^a-z]{1,64}")


def is_professional(address: str, context: Context) -> bool:
    """Whether a member of staff gives an address of the organisation's, and not that of a child there (map 5.11)."""
    ours = context.author.is_staff and is_among(domain_of(address), context.organisation.email_domains)
    return ours and not _is_childs(address, context)


def is_reminder(address: str, before: str, context: Context) -> bool:
    """Whether it is for a reminder alone (map 5.11): a private address where children read, as far as can be told their own."""
    private = context.author.is_staff and context.may_reach_children and is_free(domain_of(address))
    return private and not _OTHERS.search(before[-_BEFORE:].casefold()) and not _is_childs(address, context)


def _is_childs(address: str, context: Context) -> bool:
    """Whether a child or learner on the register is named in an address."""
    return bool(context.organisation.roster.named_in(_NOT_NAMES.sub(" ", address.partition("@")[0])))
