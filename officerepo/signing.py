"""SSH signatures of commits, verified by `ssh-keygen`: the one program run besides git.

Git's own answer (`%G?`) is not asked for: it names whatever program the repository's configuration
names, and calls a signature good whoever made it. Here the commit's bytes are taken as they are,
the key is read from the signature, and `ssh-keygen` says whether that key signed these bytes.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

from officerepo.failure import Failure
from officerepo.fields import public_key

_ARMOUR = re.compile(
    rb"-----BEGIN SSH SIGNATURE-----\n(.+)\n-----END SSH SIGNATURE-----\n?", re.DOTALL
)
_MAGIC = b"SSHSIG"
_SIGNER = "signer"


class Signature(NamedTuple):
    """A commit's signature and the bytes it is over; `armour` is empty where there is none."""

    payload: bytes
    armour: bytes

    @property
    def is_ssh(self) -> bool:
        """Whether it was made with an SSH key."""
        return bool(_ARMOUR.fullmatch(self.armour))


def key_in(text: str) -> str:
    """Return type and Base64 of a public key as people write it, else an empty string."""
    try:
        return public_key(text)
    except ValueError:
        return ""


def signature_of(raw: bytes) -> Signature:
    """Take a commit's object apart into its signature and what was signed."""
    head, blank, message = raw.partition(b"\n\n")
    kept: list[bytes] = []
    signature: list[bytes] = []
    inside = False
    for line in head.split(b"\n"):
        if line.startswith((b"gpgsig ", b"gpgsig-sha256 ")):
            inside = True
            signature.append(line.partition(b" ")[2])
        elif inside and line.startswith(b" "):
            signature.append(line[1:])
        else:
            inside = False
            kept.append(line)
    return Signature(b"\n".join(kept) + blank + message, b"\n".join(signature))


def key_of(signature: Signature) -> str:
    """Return the public key that a signature names, as `key_in` does; empty when unreadable.

    The format is that of OpenSSH's PROTOCOL.sshsig: magic, version, public key, namespace, …
    """
    found = _ARMOUR.fullmatch(signature.armour)
    try:
        blob = base64.b64decode(found[1].replace(b"\n", b""), validate=True) if found else b""
    except binascii.Error:
        return ""
    start = len(_MAGIC) + 4
    if not blob.startswith(_MAGIC):
        return ""
    key = _text_at(blob, start)
    name = _text_at(key, 0).decode("ascii", "replace")
    return key_in(f"{name} {base64.b64encode(key).decode()}")


def _text_at(blob: bytes, start: int) -> bytes:
    size = int.from_bytes(blob[start : start + 4], "big")
    return blob[start + 4 : start + 4 + size]


def is_good(signature: Signature, key: str) -> bool:
    """Whether a key made the signature over these bytes, as a signature for git."""
    with tempfile.TemporaryDirectory(prefix="officerepo-") as folder:
        signed, signers = Path(folder, "signature"), Path(folder, "signers")
        signed.write_bytes(signature.armour.rstrip(b"\n") + b"\n")
        signers.write_text(f'{_SIGNER} namespaces="git" {key}\n', encoding="ascii")
        done = subprocess.run(
            [
                *(_program(), "-Y", "verify", "-n", "git", "-I", _SIGNER),
                *("-f", str(signers), "-s", str(signed)),
            ],
            input=signature.payload,
            capture_output=True,
            env={"LC_ALL": "C"},
            check=False,
        )
    return done.returncode == 0


@cache
def _program() -> str:
    """Return where ssh-keygen lies: on the caller's search path, never in a folder named `.`."""
    found = shutil.which("ssh-keygen") or ""
    if not os.path.isabs(found):
        raise Failure(
            "ssh-keygen is not installed, or not on the search path.",
            "Install OpenSSH's client programs, then run the command again.",
            3,
        )
    return found
