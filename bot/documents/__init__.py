"""Papers made from the configuration in force: the reporting procedure (map 10.8), the privacy notice (map 7.5) and the impact
assessment (map 10.13).

stored      every field that the store can hold, out of its own schema, and what `stored.toml` says of each
procedure   one page: whom to tell, what happens then and by when
privacy     what is read and kept, for how long and who sees it; for children in words of their own
impact      the template of an impact assessment, with all of that filled in
"""
