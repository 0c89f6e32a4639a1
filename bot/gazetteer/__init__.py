"""The gazetteer: names of schools, prepared from a public register so that the school detector can look them up.

Here live the packaged list of England (`schools.txt`), the places and ordinary words whose names are no school's by themselves
(`towns.txt`, `villages.txt`, `common.txt`), how a register's full names become the names that people write, and the files
themselves. What to think of a name in a message is `moderation`'s.
"""
