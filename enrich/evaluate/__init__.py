"""How right the names, sums and bullets are, measured on gold.

`gold` (with `editors` for front matter) reads what people labelled, `collect` finds the articles,
`predict` finds the same things in them, `measures` and `summaries` compare the two, `articles` and
`passages` add up to a `result`, and `run` is all of that. `floors` holds what must not be lost,
`present` says it in lines of text or JSON. Gold and floors are read and written here and nowhere
else.
"""
