"""How households and money flow: sections of the report of a comparison.

`movement`, `exits` and `money` each have `section(study, lang)`, which gives None for a study that does not keep what
the section is made of.
"""
