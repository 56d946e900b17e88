"""The engine for MkDocs and Material, which are known here alone.

plugin     MkDocs' events: one build, or one after the other under `mkdocs serve`
config     mkdocs.yml as the engine's settings
words      what stands for outputs while MkDocs converts a page
published  whether what a page shows as python is what ran
assets     styles and extensions that every page needs
formulas   TeX that waits in a page until it is written
glossary   terms that open their definitions, letters
lines      lines of code and outputs that know their indent
kept       what MkDocs made of unchanged pages and templates
projects   notebooks, which mkdocs-jupyter runs
alone      the same without a build of MkDocs
notebooks  a notebook as a page of the engine
runs       the run of a notebook as an outcome
kernel     the settings of the kernels that run them
addresses  whether two files have one address
moved      old addresses of pages, which lead to the new ones
folders    the site's folder, exchanged when all went well
preview    what `mkdocs serve` sees and writes
progress   what a build says meanwhile
"""
