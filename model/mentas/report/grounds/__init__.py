"""What stands behind a report, whatever the kind of study.

- `sureness.section(study, lang)`: dice, parameters and structure; of a comparison.
- `rests_on.section(manifest, lang, more=())`: grades of evidence, and what a kind of study adds about it.
- `limits.section(manifest, lang, cautions=None)`: what a reader must know; by default what the manifest alone tells.
- `reproduce.section(manifest, lang, digest=None)`: the command, with `studies.digest.of(folder)` as the digest.
- `parameters.section(manifest, lang)`: every number with its source.
"""
