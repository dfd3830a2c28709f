"""The tests; a package, because some distributions install a package of that name."""
