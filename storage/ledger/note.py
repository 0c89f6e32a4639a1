"""Signing checkpoints: C2SP signed notes with Ed25519, as tlog-checkpoint describes them.

    touchline/example-cc                                          which log (its volume)
    1284                                                          how many entries
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=                  the RFC 6962 root over them
    <empty line>
    — touchline/example-cc Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=

Reading and checking notes is in `verify.py`, because whoever checks a log must be able to do it without Touchline.
"""

import base64
import hashlib
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

#: The signature type of plain Ed25519 in C2SP's signed-note.
ED25519: Final = b"\x01"


class Signer:
    """Signs notes under a name, which is that of the log. `key` is the 32 bytes of an Ed25519 private key."""

    def __init__(self, name: str, key: bytes) -> None:
        if not name or any(c.isspace() or c == "+" for c in name):
            raise ValueError("the name of a log has no spaces and no plus sign")
        self.name = name
        self._key = Ed25519PrivateKey.from_private_bytes(key)
        public = ED25519 + self._key.public_key().public_bytes_raw()
        self._id = hashlib.sha256(name.encode() + b"\n" + public).digest()[:4]
        #: The public half as people hand it on (a C2SP verifier key): "name+id in hex+base64".
        self.verifier_key: Final = f"{name}+{self._id.hex()}+{base64.b64encode(public).decode()}"

    def sign(self, text: str) -> str:
        """The note with this text, signed. The text ends with a newline and holds no empty line."""
        if not text.endswith("\n") or "\n\n" in text or text.startswith("\n"):
            raise ValueError("the text of a note ends with a newline and has no empty line")
        signature = base64.b64encode(self._id + self._key.sign(text.encode())).decode()
        return f"{text}\n\u2014 {self.name} {signature}\n"


def checkpoint_text(origin: str, size: int, root: bytes) -> str:
    """What a checkpoint says, before it is signed."""
    return f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"
