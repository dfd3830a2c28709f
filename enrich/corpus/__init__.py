"""Articles on disk: `find` them, `read` them, `write` them back safely."""
