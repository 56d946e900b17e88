"""The engine: Markdown lessons in, executed and verified Markdown out.

The stages, each a module, in the order in which a page passes through them:

    scan, directives, snippets   the lines, the comments and the files that an author wrote
    parse                        a page to its blocks, the blocks of a site to programs
    run (worker, figures, svg)   a program to its recording, in a fresh process
    store                        recordings on disk, by all that can change them
    verdict                      what a recording says about the blocks that it ran
    render                       a page with its outputs, as Markdown or for MkDocs as HTML
    lessons                      the stages in one: a site to lessons with outputs
    compare                      whether a second run of a program gives what its recording shows
    proof                        what each program of a site proves, for its pages to say
    notebooks                    the pages of projects, which mkdocs-jupyter executes, as a lesson's
    maths                        formulas as HTML, and as plain text for search

All of them speak of `settings` (the site and the machine), `problems` (what is said to an author) and
`recording` (what a run left).

The edges only translate: `config` (mkdocs.yml), `mkdocs_plugin` (with `mkdocs_cache`, which keeps what
MkDocs made of unchanged pages), `pytest_plugin`, and the command line in `__main__`. `new` and `drift`
serve the command line alone.
"""
