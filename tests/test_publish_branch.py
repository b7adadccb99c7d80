"""Publishing by branch: one commit, or a reason why not, against a real bare repository."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefing.doors import publishing
from briefing.doors.command import main
from briefing.doors.publishing import github_address
from tests.publish_help import SITE, World, git
from tests.sites_help import built, entry, tree, write_site

LONG = "The mayor said on Monday that nobody in the whole town had been told of the plan in time. "
ARTICLE = " ".join(f"word{n} of the article" for n in range(60)) + ".\n"


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A site in a clone of a bare repository."""
    return World(tmp_path)


def test_the_branch_holds_what_a_clean_build_makes(world: World, tmp_path: Path) -> None:
    """One commit holds the files of a clean build, `.nojekyll`, and nothing else."""
    told = world.published()
    built(world.work, tmp_path / "clean", fresh=True)
    clone = world.clone(tmp_path / "clone")
    given = {k: v for k, v in tree(clone).items() if not k.startswith(".git/")}
    assert given == {**tree(tmp_path / "clean"), ".nojekyll": b""}
    assert told.files == len(given)
    assert world.tip() == told.commit
    assert git(clone, "rev-list", "--count", "HEAD") == "1"


def snapshot(world: World) -> dict[str, object]:
    """All of an editor's repository that publishing has no business with."""
    refs = git(world.work, "for-each-ref", "--format=%(refname) %(objectname)").split("\n")
    return {
        "head": git(world.work, "symbolic-ref", "HEAD"),
        "index": (world.work / ".git" / "index").read_bytes(),
        "refs": [ref for ref in refs if "refs/remotes/origin/gh-pages" not in ref],
        "status": git(world.work, "status", "--porcelain", "--untracked-files=all"),
        "files": {
            k: v for k, v in tree(world.work).items() if not k.startswith((".git/", ".briefing/"))
        },
        "stash": git(world.work, "stash", "list"),
        "shallow": (world.work / ".git" / "shallow").exists(),
        "fetch-head": (world.work / ".git" / "FETCH_HEAD").exists(),
    }


def test_work_tree_index_and_history_stay_as_they_are(world: World) -> None:
    """Uncommitted, staged, untracked and stashed work survives, and `output/` is not touched."""
    path = world.work / "content/entries/2024/10/march.md"
    path.write_text(entry(value="about 5,000"))
    git(world.work, "stash")
    path.write_text(entry(value="about 6,000"))
    git(world.work, "add", "-A")
    path.write_text(entry(value="about 7,000"))
    write_site(world.work, {"notes.txt": "mine", "output/mine.html": "mine"})
    before = snapshot(world)
    world.published()
    assert snapshot(world) == before
    assert "about 7,000" in git(world.remote, "show", "gh-pages:entries/march.html").replace(
        "\u202f", ","
    ).replace("\xa0", " ")


def test_each_publication_is_one_commit_on_top(world: World) -> None:
    """A second publication keeps the branch's history and changes only what differs."""
    first = world.published()
    path = world.work / "content/pages/imprint.md"
    path.write_text(path.read_text() + "\nAnd by post.\n")
    second = world.published()
    assert git(world.remote, "rev-list", "gh-pages").split("\n") == [second.commit, first.commit]
    assert ("changed", "imprint.html") in [(c.what, c.path) for c in second.changes]
    changed = git(world.remote, "diff", "--name-only", first.commit, second.commit).split("\n")
    assert changed == [c.path for c in second.changes]
    path.unlink()
    assert ("removed", "imprint.html") in [(c.what, c.path) for c in world.published().changes]
    assert "imprint.html" not in world.files()


def test_no_commit_when_nothing_changed(world: World) -> None:
    """Publishing again at once leaves the branch where it is."""
    first = world.published()
    again = world.published()
    assert (again.changes, again.commit) == ((), "")
    assert world.tip() == first.commit


def test_a_fresh_clone_publishes_the_same(world: World, tmp_path: Path) -> None:
    """Another clone of the same commit finds that nothing changed."""
    first = world.published()
    other = tmp_path / "other"
    subprocess.run(["git", "clone", "-q", str(world.remote), str(other)], check=True)
    told = publishing.publish(other, remote="origin", branch="gh-pages", dry_run=False)
    assert (told.refused, told.changes) == ((), ())
    assert world.tip() == first.commit


def test_a_shallow_clone_publishes(world: World, tmp_path: Path) -> None:
    """A clone of the last commit only, as an automatic run has it, publishes again and again."""
    first = world.published()
    other = tmp_path / "shallow"
    source = world.remote.as_uri()
    subprocess.run(["git", "clone", "-q", "--depth", "1", source, str(other)], check=True)
    write_site(other, {"content/pages/about.md": "---\ntitle: About\n---\nUs.\n"})
    second = publishing.publish(other, remote="origin", branch="gh-pages", dry_run=False)
    assert second.refused == ()
    write_site(other, {"content/pages/about.md": "---\ntitle: About\n---\nWe.\n"})
    third = publishing.publish(other, remote="origin", branch="gh-pages", dry_run=False)
    commits = git(world.remote, "rev-list", "gh-pages").split("\n")
    assert commits == [third.commit, second.commit, first.commit]


def test_a_site_in_a_folder_and_in_a_second_work_tree(world: World, tmp_path: Path) -> None:
    """Only the site is published, wherever in a repository or its work trees it lies."""
    write_site(world.work / "sites" / "one", SITE)
    git(world.work, "add", "-A")
    git(world.work, "commit", "-q", "-m", "A second site")
    told = publishing.publish(
        world.work / "sites" / "one", remote="origin", branch="one", dry_run=False
    )
    assert told.refused == ()
    assert "index.html" in world.files("one")
    git(world.work, "worktree", "add", "-q", str(tmp_path / "tree"))
    again = publishing.publish(
        tmp_path / "tree" / "sites" / "one", remote="origin", branch="one", dry_run=False
    )
    assert (again.refused, again.changes) == ((), ())


def test_the_domain_is_kept(world: World, tmp_path: Path) -> None:
    """CNAME on the branch stays, whoever put it there, and a domain that differs is noted."""
    world.published()
    world.by_hand(tmp_path / "hand", {"CNAME": "www.example.net\n"})
    write_site(world.work, {"content/pages/about.md": "---\ntitle: About\n---\nUs.\n"})
    told = world.published()
    assert git(world.remote, "show", "gh-pages:CNAME") == "www.example.net"
    assert "CNAME says www.example.net" in told.notes[0]


def test_a_branch_that_was_only_set_up_is_taken(world: World) -> None:
    """A branch with a domain and `.nojekyll`, and nothing else, belongs to nobody else."""
    git(world.work, "checkout", "-q", "--orphan", "gh-pages")
    git(world.work, "rm", "-rfq", ".")
    write_site(world.work, {"CNAME": "example.org\n", ".nojekyll": "\n"})
    git(world.work, "add", "CNAME", ".nojekyll")
    git(world.work, "commit", "-q", "-m", "Set up")
    git(world.work, "push", "-q", "origin", "gh-pages")
    git(world.work, "checkout", "-q", "main")
    told = world.published()
    assert told.notes == ()
    assert {"CNAME", ".nojekyll", "index.html"} <= set(world.files())


def test_the_domain_on_the_branch_is_the_address_where_none_is_set(
    world: World, tmp_path: Path
) -> None:
    """Without `base_url` the branch's own domain is used; without either it is refused."""
    world.published()
    write_site(world.work, {"briefing.toml": 'title = "Test"\n'})
    (said,) = world.publish().refused
    assert "no `base_url`" in said
    assert 'briefing.toml: `base_url = "https://…/"`' in said
    world.by_hand(tmp_path / "hand", {"CNAME": "www.example.net\n"})
    assert world.published().address == "https://www.example.net/"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://github.com/Ada/paper.git", "https://ada.github.io/paper/"),
        ("https://token@github.com/ada/paper", "https://ada.github.io/paper/"),
        ("git@github.com:ada/paper.git", "https://ada.github.io/paper/"),
        ("ssh://git@github.com/ada/paper.git", "https://ada.github.io/paper/"),
        ("git@github.com:ada/ada.github.io.git", "https://ada.github.io/"),
        ("https://gitlab.com/ada/paper.git", ""),
        ("https://github.com.example.org/ada/paper", ""),
        ("/srv/git/paper.git", ""),
    ],
)
def test_a_repository_at_github_has_an_address(url: str, address: str) -> None:
    """Where a project's site will be follows from the address of its repository."""
    assert github_address(url) == address


# ── refusals ────────────────────────────────────────────────────────────────────────────────────


def refused(world: World, **how: str) -> str:
    """Publish, insist that nothing was pushed, and return the reasons."""
    before = world.tip()
    told = world.publish(**how)
    assert told.refused
    assert world.tip() == before
    return "\n".join(told.refused)


def test_refused_when_a_check_fails(world: World) -> None:
    """An error in any file stops it, and the problem is shown."""
    write_site(world.work, {"content/entries/2024/10/bad.md": entry(by="nobody we know")})
    assert "does not pass its checks: 1 error" in refused(world)
    assert any(p.code == "unknown-voice" for p in world.publish().problems)


def test_refused_while_the_starters_words_stand(world: World) -> None:
    """An imprint that nobody has filled in is named, and nothing is published."""
    write_site(
        world.work, {"content/pages/imprint.md": "---\ntitle: Imprint\n---\nFill this in.\n"}
    )
    assert "does not pass its checks: 1 warning" in refused(world)
    assert [p.code for p in world.publish().problems] == ["unfilled"]


def test_refused_when_a_draft_would_be_given_out(world: World) -> None:
    """Words of a draft in a page, here by way of a static file, are found and named."""
    draft = entry(body=LONG, extra="draft: true\n")
    write_site(world.work, {"content/entries/2024/11/secret.md": draft})
    world.published()
    assert not any("secret" in path for path in world.files())
    write_site(world.work, {"static/notes.txt": f"To do: {LONG}"})
    reason = refused(world)
    assert "static/notes.txt holds words of content/entries/2024/11/secret.md" in reason


def test_words_that_are_published_anyway_are_no_leak(world: World) -> None:
    """A draft that repeats what a published entry says does not stop a publication."""
    write_site(
        world.work,
        {
            "content/entries/2024/10/march.md": entry(body=LONG),
            "content/entries/2024/11/secret.md": entry(body=LONG, extra="draft: true\n"),
        },
    )
    world.published()


@pytest.mark.parametrize(
    "proposal",
    [
        f"claims:\n  # proposed: {LONG}\n",
        f"proposals:\n  - measure: crowd\n    sentence: {LONG}\nclaims:\n",
    ],
    ids=["as-a-comment", "as-a-key"],
)
def test_refused_when_a_proposal_would_be_given_out(world: World, proposal: str) -> None:
    """What waits for review in an entry must not be shown anywhere, though the entry is."""
    text = entry(extra="accept: [unreviewed]\n").replace("claims:\n", proposal)
    write_site(world.work, {"content/entries/2024/10/march.md": text})
    world.published()
    shown = f"<p>{LONG.replace('nobody', '<b>nobody</b>')}</p>"
    write_site(world.work, {"static/page.html": shown})
    assert "holds words of content/entries/2024/10/march.md" in refused(world)


def test_refused_when_source_text_would_be_given_out(world: World) -> None:
    """A long run of an article's words in a summary is found; a short quotation is not."""
    short = " ".join(ARTICLE.split()[:20])
    write_site(
        world.work,
        {"sources/article.txt": ARTICLE, "content/entries/2024/10/march.md": entry(body=short)},
    )
    world.published()
    long = entry(body=ARTICLE, extra="accept: [too-long]\n")
    write_site(world.work, {"content/entries/2024/10/march.md": long})
    assert "entries/march.html holds words of sources/article.txt" in refused(world)


def test_refused_when_a_source_file_would_be_given_out(world: World) -> None:
    """A copy of a saved file, of whatever kind, is found by its bytes."""
    data = bytes(range(256)) * 4
    write_site(world.work, {"sources/scan.pdf": data, "static/files/scan.pdf": data})
    assert "static/files/scan.pdf is a copy of sources/scan.pdf" in refused(world)


def test_refused_when_the_branch_belongs_to_others(world: World, tmp_path: Path) -> None:
    """A branch with files that briefing did not write is left alone, and they are named."""
    git(world.work, "checkout", "-q", "--orphan", "gh-pages")
    git(world.work, "rm", "-rfq", ".")
    write_site(world.work, {"index.html": "an older site", "blog/a.html": "a"})
    git(world.work, "add", "index.html", "blog")
    git(world.work, "commit", "-q", "-m", "Older")
    git(world.work, "push", "-q", "origin", "gh-pages")
    git(world.work, "checkout", "-q", "main")
    assert "did not write: blog/a.html, index.html" in refused(world)


def test_refused_when_somebody_added_a_file(world: World, tmp_path: Path) -> None:
    """A file put on the branch after a publication stops the next one, until it is gone."""
    world.published()
    hand = tmp_path / "hand"
    world.by_hand(hand, {"extra.html": "mine"})
    assert "did not write: extra.html" in refused(world)
    git(hand, "rm", "-q", "extra.html")
    git(hand, "commit", "-q", "-m", "Gone again")
    git(hand, "push", "-q", "origin", "gh-pages")
    assert world.published().changes == ()


def test_refused_when_somebody_changed_a_page(world: World, tmp_path: Path) -> None:
    """A page that was edited on the branch is not overwritten."""
    world.published()
    world.by_hand(tmp_path / "hand", {"index.html": "edited there"})
    assert "did not write: index.html" in refused(world)


def test_refused_when_a_publication_was_amended(world: World, tmp_path: Path) -> None:
    """A commit counts as ours only while it holds the very files it was made with."""
    world.published()
    world.by_hand(tmp_path / "hand", {"extra.html": "mine"}, amend=True)
    assert "Briefing-Tree: " in git(world.remote, "log", "-1", "--format=%B", "gh-pages")
    assert "extra.html" in refused(world)


def test_a_publication_that_was_taken_back_can_be_published_again(
    world: World, tmp_path: Path
) -> None:
    """A revert on the branch brings back files of an older publication: still ours."""
    world.published()
    path = world.work / "content/pages/imprint.md"
    path.write_text(path.read_text() + "\nAnd by post.\n")
    world.published()
    hand = world.clone(tmp_path / "hand")
    git(hand, "-c", "user.name=B", "-c", "user.email=b@example.org", "revert", "--no-edit", "HEAD")
    git(hand, "push", "-q", "origin", "gh-pages")
    assert ("changed", "imprint.html") in [(c.what, c.path) for c in world.published().changes]


def test_refused_when_two_names_are_one_on_some_systems(world: World) -> None:
    """Files that differ in case only are named before they reach the branch."""
    write_site(world.work, {"static/Map.txt": "a", "static/map.txt": "b"})
    if len(list((world.work / "static").iterdir())) < 2:
        pytest.skip("this file system folds case itself")
    told = world.publish()
    assert told.refused
    assert any("one file on some systems" in p.message for p in told.problems)
    assert world.tip() == ""


@pytest.mark.parametrize(
    ("limit", "value", "reason"),
    [
        ("FILE_LIMIT", 1000, "GitHub takes files of"),
        ("SITE_LIMIT", 2000, "GitHub Pages takes 1 GB"),
    ],
)
def test_refused_beyond_the_limits_of_pages(
    world: World, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, reason: str
) -> None:
    """A file or a site that GitHub would not take is refused here."""
    monkeypatch.setattr(publishing, limit, value)
    assert reason in refused(world)


def test_refused_for_a_name_that_some_systems_refuse(world: World) -> None:
    """A static file whose name Windows or an artifact cannot hold is named."""
    if os.name == "nt":
        pytest.skip("such a file cannot be made here")
    write_site(world.work, {"static/what?.txt": "a"})
    assert "'static/what?.txt' is a name that some systems refuse" in refused(world)


def test_refused_out_of_place(world: World, tmp_path: Path) -> None:
    """No repository, no remote, no such branch, and the branch one works on are told apart."""
    assert "no remote 'upstream'; there are: origin" in refused(world, remote="upstream")
    assert "the branch you work on" in refused(world, branch="main")
    assert "no name for a branch" in refused(world, branch="a..b")
    assert "no name for a branch" in refused(world, branch="--force")
    gone = refused(world, remote=str(tmp_path / "nowhere.git"))
    assert "nowhere.git" in gone
    alone = write_site(tmp_path / "alone", SITE)
    told = publishing.publish(alone, remote="origin", branch="gh-pages", dry_run=False)
    assert "in no git repository" in told.refused[0]


def test_another_repositorys_branch_may_have_the_same_name(world: World, tmp_path: Path) -> None:
    """A site can go to the `main` of a repository of its own, given by its address."""
    other = tmp_path / "pages.git"
    subprocess.run(["git", "init", "-q", "--bare", str(other)], check=True)
    told = world.publish(remote=str(other), branch="main")
    assert told.refused == ()
    assert git(other, "rev-parse", "main") == told.commit


# ── interruptions ───────────────────────────────────────────────────────────────────────────────


def hook(repository: Path, name: str, script: str) -> None:
    path = repository / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_a_push_that_the_remote_refuses_changes_nothing(world: World) -> None:
    """A remote's refusal is the reason shown; the next publication goes through."""
    first = world.published()
    path = world.work / "content/pages/imprint.md"
    path.write_text(path.read_text() + "\nAnd by post.\n")
    hook(world.remote, "pre-receive", "echo 'closed for today' >&2; exit 1")
    assert "closed for today" in refused(world)
    (world.remote / "hooks" / "pre-receive").unlink()
    assert git(world.remote, "rev-parse", f"{world.published().commit}^") == first.commit


def test_a_branch_that_moved_meanwhile_is_not_overwritten(world: World, tmp_path: Path) -> None:
    """Two publications at once: the second is refused, and the first stays."""
    world.published()
    path = world.work / "content/pages/imprint.md"
    path.write_text(path.read_text() + "\nAnd by post.\n")
    other = git(
        world.remote, "-c", "user.name=B", "-c", "user.email=b@example.org",
        "commit-tree", "gh-pages^{tree}", "-p", "gh-pages", "-m", "Meanwhile",
    )  # fmt: skip
    (world.work / ".git" / "hooks").mkdir(exist_ok=True)
    hook(
        world.work / ".git",
        "pre-push",
        f"git -C '{world.remote}' update-ref refs/heads/gh-pages {other}",
    )
    told = world.publish()
    assert told.refused
    assert world.tip() == other


@pytest.mark.skipif(os.name == "nt", reason="process groups are killed otherwise there")
def test_a_publication_that_is_killed_leaves_nothing_half_done(world: World) -> None:
    """Killed in the middle of a push, the branch is as it was, and the next publication is whole."""
    first = world.published()
    path = world.work / "content/pages/imprint.md"
    path.write_text(path.read_text() + "\nAnd by post.\n")
    mark = world.remote / "arrived"
    hook(world.remote, "update", f"touch '{mark}'; sleep 30; exit 0")
    command = [sys.executable, "-m", "briefing", "publish", "--site", str(world.work)]
    before = snapshot(world)
    running = subprocess.Popen(
        command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    until = time.monotonic() + 30
    while not mark.exists() and time.monotonic() < until:
        time.sleep(0.02)
    assert mark.exists()
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert world.tip() == first.commit
    assert snapshot(world) == before
    (world.remote / "hooks" / "update").unlink()
    second = world.published()
    assert git(world.remote, "rev-list", "gh-pages").split("\n") == [second.commit, first.commit]
    assert git(world.remote, "fsck", "--no-dangling", "--connectivity-only") == ""


# ── the command ─────────────────────────────────────────────────────────────────────────────────


def run(world: World, *extra: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["publish", "--site", str(world.work), *extra])
    return done.exit_code, done.output


def test_a_dry_run_says_what_would_change_page_by_page(world: World) -> None:
    """Each page is named as new, changed or removed; nothing is pushed and no object is added."""
    before = git(world.work, "count-objects")
    code, told = run(world, "--dry-run")
    assert code == 0
    assert "     new  entries/march.html\n" in told
    assert "Would publish" in told
    assert world.tip() == ""
    assert git(world.work, "count-objects") == before
    world.published()
    (world.work / "content/pages/imprint.md").unlink()
    write_site(world.work, {"content/pages/about.md": "---\ntitle: About\n---\nUs.\n"})
    _, told = run(world, "--dry-run")
    assert "     new  about.html\n" in told
    assert " removed  imprint.html\n" in told
    assert " changed  index.html\n" in told


def test_the_command_says_what_it_did(world: World) -> None:
    """Published, nothing changed, and refused are told apart, by words and by exit code."""
    code, told = run(world)
    assert (code, "https://example.org/t/" in told, "Published" in told) == (0, True, True)
    assert run(world)[1].startswith("Nothing changed: ")
    code, told = run(world, "--remote", "nowhere")
    assert code == 1
    assert "refused: there is no remote 'nowhere'" in told
    assert "Not published: nowhere gh-pages is as it was." in told


def test_nothing_is_left_behind(world: World) -> None:
    """The temporary folder and its state are gone afterwards, also after a refusal."""
    world.published()
    write_site(world.work, {"static/what?.txt": "a"} if os.name != "nt" else {})
    world.publish()
    left = {path.name for path in (world.work / ".briefing").iterdir()}
    assert not {name for name in left if name.startswith(("publish-", "state-"))}


def test_bytes_arrive_as_they_were_built(world: World) -> None:
    """No line ending or filter of git's touches a file on its way."""
    write_site(
        world.work,
        {".gitattributes": "* text eol=crlf\n*.txt filter=none\n", "static/a.txt": b"a\r\nb\n"},
    )
    git(world.work, "config", "core.autocrlf", "true")
    world.published()
    done = subprocess.run(
        ["git", "-C", str(world.remote), "cat-file", "blob", "gh-pages:static/a.txt"],
        capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout == b"a\r\nb\n"


def test_whoever_told_git_no_name_still_publishes(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a name the site's publisher signs, never an address made of the machine's name."""
    for key in ("user.name", "user.email"):
        git(world.work, "config", "--unset", key)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{role}_EMAIL", raising=False)
    toml = (world.work / "briefing.toml").read_text()
    write_site(world.work, {"briefing.toml": toml + '[publisher]\nname = "Ada Example"\n'})
    world.published()
    who = git(world.remote, "log", "-1", "--format=%an %ae %cn", "gh-pages")
    assert who == "Ada Example briefing@localhost Ada Example"


def test_a_hook_around_it_does_not_lead_it_astray(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a surrounding git command sets in the environment is not taken for the repository."""
    monkeypatch.setenv("GIT_DIR", "/nonexistent")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nonexistent/index")
    told = world.publish()
    monkeypatch.delenv("GIT_DIR")
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert told.refused == ()
    assert world.tip() == told.commit
