from __future__ import annotations

import os

import pytest

from enrich.corpus.find import find, root_of
from enrich.errors import UsageError


@pytest.fixture
def site(tmp_path):
    for name in (
        "a.md",
        "b.markdown",
        "c.html",
        "d.txt",
        ".hidden/e.md",
        "drafts/f.md",
        "drafts/keep.md",
        "posts/g.mdx",
        "posts/out/h.md",
        "folder.md/i.md",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("---\ntitle: A\n---\n")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("out/\ndrafts/*\n!drafts/keep.md\n")
    return tmp_path


def names(paths, root, **options):
    return [source.name for source in find(paths, root=root, **options)]


def test_folders_are_searched_in_a_stable_order(site):
    assert names([site], site) == [
        "a.md",
        "b.markdown",
        "c.html",
        "drafts/keep.md",
        "folder.md/i.md",
        "posts/g.mdx",
    ]


def test_excludes_win_over_the_search_but_not_over_a_named_file(site):
    patterns = ["posts/", "*.html"]
    assert "posts/g.mdx" not in names([site], site, exclude=patterns)
    assert names([site / "posts" / "g.mdx"], site, exclude=patterns) == ["posts/g.mdx"]
    assert names([site / "posts/g.mdx"], site, exclude=patterns, force_exclude=True) == []


def test_a_named_folder_wins_over_gitignore_but_not_what_is_in_it(site):
    assert names([site / "posts" / "out"], site) == ["posts/out/h.md"]
    assert names([site / "drafts"], site) == ["drafts/keep.md"]


def test_a_file_named_twice_counts_once(site):
    assert names([site, site / "a.md", site / "." / "a.md"], site).count("a.md") == 1


def test_links_are_not_followed(site):
    (site / "link.md").symlink_to(site / "a.md")
    (site / "loop.md").symlink_to(site / "loop.md")
    (site / "up").symlink_to(site)
    found = names([site], site)
    assert "link.md" not in found
    assert "loop.md" not in found
    assert not [name for name in found if name.startswith("up/")]


def test_a_missing_path_is_a_usage_error(site):
    with pytest.raises(UsageError, match="no such file"):
        find([site / "nothing"], root=site)


def test_gitignore_outside_a_repository_counts_only_below_the_folder(tmp_path):
    (tmp_path / ".gitignore").write_text("*.md\n")
    inner = tmp_path / "posts"
    inner.mkdir()
    (inner / "a.md").write_text("x")
    assert names([inner], inner) == ["a.md"]


def test_a_folder_that_cannot_be_listed_is_reported(site, monkeypatch):
    listed = os.scandir

    def refuse(path):
        if str(path).endswith("posts"):
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr("enrich.corpus.find.os.scandir", refuse)
    failed = []
    found = find([site], root=site, failed=failed.append)
    assert "a.md" in [source.name for source in found]
    assert [error.path for error in failed] == [str(site / "posts")]


def test_the_root_is_the_common_folder(site):
    assert root_of([site / "posts", site / "a.md"]) == site
    assert root_of([site / "a.md"]) == site
