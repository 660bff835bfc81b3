"""Signed commits: an act is accepted with a good signature of whoever did or entered it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from officerepo.history.revisions import tree_at
from officerepo.history.signers import allowed_signers
from officerepo.load import load
from officerepo.signing import key_of, signature_of
from tests.conftest import IN_CI
from tests.history.repository import DAMIAN, ELVIRA, TASK, Repository, follow_up

PEOPLE = "records/people/PER-{}.yaml"


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a fresh key each for Elvira, Damian and a stranger."""
    if shutil.which("ssh-keygen") is None:
        reason = "No ssh-keygen: install openssh-client."
        if IN_CI:
            pytest.fail(reason)
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("keys")
    for name in ("elvira", "damian", "stranger"):
        make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(folder / name)]
        subprocess.run(make, check=True)
    return folder


@pytest.fixture
def signing(office: Repository, keys: Path) -> Repository:
    """The office after the keys of two people were written down."""
    for name, handle, until in (("elvira", "etorrente", ""), ("damian", "dcuencas", "2025-03-30")):
        end = f", to: {until}" if until else ""
        key = (keys / f"{name}.pub").read_text().strip()
        line = f"signing_keys: [{{key: {key}, from: 2025-03-27{end}}}]\n"
        office.commit("Keys", office.add(PEOPLE.format(handle), line))
    return office


def sign(office: Repository, key: Path, program: str = "") -> None:
    """Sign the commits that follow with a key."""
    office.signing = (
        *("-c", "gpg.format=ssh", "-c", f"user.signingKey={key}", "-c", "commit.gpgSign=true"),
        *(("-c", f"gpg.ssh.program={program}") if program else ()),
    )


def said(office: Repository) -> list[tuple[str, str]]:
    """What is said of the signatures: the sentence and the commit."""
    findings = office.audit(signatures=True).verdict.findings
    return [(f.message, f.commit) for f in findings if f.rule == "act-not-signed-for"]


def commit(office: Repository, author: str = ELVIRA) -> str:
    """Enter an act of Elvira."""
    return office.commit("Follow up", office.add(TASK, follow_up()), author)


def test_an_act_signed_by_whoever_did_it_is_accepted(signing: Repository, keys: Path) -> None:
    sign(signing, keys / "elvira")
    commit(signing)
    assert said(signing) == []
    assert signing.audit(signatures=True).known == 3
    assert signing.audit().verdict.findings == ()


def test_an_unsigned_act(signing: Repository) -> None:
    bad = commit(signing)
    ((message, by),) = said(signing)
    assert (by, "is not signed" in message) == (bad, True)
    assert signing.audit().verdict.findings == ()


def test_a_key_of_nobody_here(signing: Repository, keys: Path) -> None:
    sign(signing, keys / "stranger")
    bad = commit(signing)
    ((message, by),) = said(signing)
    assert (by, "key of nobody" in message) == (bad, True)


def test_a_key_that_does_not_count_any_more(signing: Repository, keys: Path) -> None:
    sign(signing, keys / "damian")
    act = "  - {do: follow_up, at: 2025-03-31T10:00, by: PER-dcuencas, remarks: in use}\n"
    bad = signing.commit("Follow up", signing.add(TASK, act), DAMIAN)
    ((message, by),) = said(signing)
    assert (by, "does not count on that day" in message) == (bad, True)


LATE = ", late: {reason: The post was late, countersigned_by: PER-dcuencas}"


@pytest.mark.parametrize(
    ("made", "act", "late", "said_of_it"),
    [
        ("2025-03-31T11:00:00+00:00", "2025-03-31T10:00", "", ""),
        # the key stopped on the 30th, whatever the commit claims
        ("2025-03-30T11:00:00+00:00", "2025-03-31T10:00", "", "made before the act"),
        ("2025-03-31T11:00:00+00:00", "2025-03-28T10:00", "", "does not count"),
        ("2025-03-27T11:00:00+00:00", "2025-03-27T10:00", "", "made before the act, or before the"),
        # both within its days: as far as the days of grace, this may be true
        ("2025-03-28T11:00:00+00:00", "2025-03-28T10:00", "", ""),
        ("2025-03-28T11:00:00+00:00", "2025-03-28T10:00", LATE, "does not count"),
    ],
)
def test_what_a_signer_says_of_the_day(
    office: Repository, keys: Path, made: str, act: str, late: str, said_of_it: str
) -> None:
    stopped = "" if made.startswith("2025-03-31T11") and not said_of_it else ", to: 2025-03-30"
    key = (keys / "damian.pub").read_text().strip()
    line = f"signing_keys: [{{key: {key}, from: 2025-01-02{stopped}}}]\n"
    office.commit(
        "Keys", office.add(PEOPLE.format("dcuencas"), line), at="2025-03-28T09:30:00+00:00"
    )
    office.branch("work")
    sign(office, keys / "damian")
    text = f"  - {{do: follow_up, at: {act}, by: PER-dcuencas, remarks: in use{late}}}\n"
    bad = office.commit("Follow up", office.add(TASK, text), DAMIAN, made)
    office.go("main")
    office.signing = ()
    office.merge("work")
    assert [(said_of_it in message, by) for message, by in said(office)] == [(True, bad)] * bool(
        said_of_it
    )


def test_a_key_of_somebody_else(signing: Repository, keys: Path) -> None:
    person = PEOPLE.format("dcuencas")
    signing.commit("On", {person: signing.text(person).replace(", to: 2025-03-30", "")})
    sign(signing, keys / "damian")
    bad = commit(signing)
    ((message, by),) = said(signing)
    assert (by, "that {owner} signed." in message) == (bad, True)


def test_a_signer_who_is_not_the_author(signing: Repository, keys: Path) -> None:
    sign(signing, keys / "elvira")
    bad = commit(signing, DAMIAN)
    ((message, by),) = said(signing)
    assert (by, "is said to" in message) == (bad, True)


def test_a_key_that_comes_with_what_it_signs(signing: Repository, keys: Path) -> None:
    person = PEOPLE.format("etorrente")
    key = (keys / "stranger.pub").read_text().strip()
    own = signing.text(person).replace("from: 2025-03-27}]", "from: 2025-03-27}, {key: " + key
                                       + ", from: 2025-03-27}]")  # fmt: skip
    assert key in own
    sign(signing, keys / "stranger")
    bad = signing.commit("Mine", {person: own, **signing.add(TASK, follow_up())})
    ((message, by),) = said(signing)
    assert (by, "key of nobody" in message) == (bad, True)


def test_a_signature_moved_to_another_commit(signing: Repository, keys: Path) -> None:
    sign(signing, keys / "elvira")
    commit(signing)
    raw = signing.git("cat-file", "commit", "HEAD") + "\n"
    forged = raw.replace("Follow up", "Followed up")
    bad = signing.write_commit(forged)
    ((message, by),) = said(signing)
    assert (by, "does not fit" in message) == (bad, True)


def test_a_signature_of_another_sort_is_not_checked(signing: Repository) -> None:
    commit(signing)
    raw = signing.git("cat-file", "commit", "HEAD") + "\n"
    head, _, text = raw.partition("\n\n")
    gpg = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQEzBAABCAAdFiEE\n -----END PGP SIGNATURE-----"
    bad = signing.write_commit(f"{head}\n{gpg}\n\n{text}")
    ((message, by),) = said(signing)
    assert (by, "was not checked" in " ".join(message.split())) == (bad, True)


def test_no_program_that_the_repository_names_is_asked(
    signing: Repository, keys: Path, tmp_path: Path
) -> None:
    marker, program = tmp_path / "marker", tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {marker}\necho 'Good \"git\" signature for x'\n")
    program.chmod(0o755)
    sign(signing, keys / "stranger")
    bad = commit(signing)
    for name in ("gpg.ssh.program", "gpg.program", "gpg.x509.program"):
        signing.git("config", name, str(program))
    signing.git("config", "log.showSignature", "true")
    assert [by for _, by in said(signing)] == [bad]
    assert not marker.exists()


def test_git_accepts_what_the_list_of_signers_allows(
    signing: Repository, keys: Path, tmp_path: Path
) -> None:
    sign(signing, keys / "elvira")
    commit(signing)
    lines = list(allowed_signers(load(tree_at(signing.root, signing.head)).index))
    assert len(lines) == 2
    assert 'valid-before="20250331"' in lines[0] or 'valid-before="20250331"' in lines[1]
    signers = tmp_path / "signers"
    signers.write_text("\n".join(lines) + "\n")
    options = ("-c", f"gpg.ssh.allowedSignersFile={signers}")
    signing.git(*options, "verify-commit", "HEAD")
    sign(signing, keys / "stranger")
    signing.commit("Other", {})
    assert "Good" not in signing.git(*options, "verify-commit", "HEAD", fails=True)


def test_a_signature_names_its_key(signing: Repository, keys: Path) -> None:
    sign(signing, keys / "elvira")
    signing.commit("Signed", {})
    raw = subprocess.run(
        ["git", "-C", str(signing.root), "cat-file", "commit", "HEAD"],
        capture_output=True,
        check=True,
    ).stdout
    public = " ".join((keys / "elvira.pub").read_text().split()[:2])
    assert key_of(signature_of(raw)) == public
    assert signature_of(raw).payload.endswith(b"\n\nSigned\n")
