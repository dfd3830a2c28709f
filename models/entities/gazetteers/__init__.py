"""Makes the lists of names that ship: `python -m gazetteers`, in `models/entities`.

own        lists kept by hand, from general knowledge: the source of what ships
names      how a name is written, and in what order
listed     companies of public stock indices, from a package
senses     which names of companies are words, people or places as well
build      the lists that ship, out of all these; refuses what contradicts itself
"""
