"""Understand a folder of Markdown articles and write what was found into their front matter."""
