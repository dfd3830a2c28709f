"""The readers of real site generators over what we write: Hugo, Jekyll, gray-matter and others."""
