"""Markdown to blocks and programs.

fences, directives, snippets   the lines, the comments (readers) and the files (embeds) that an author wrote
checks                         what must hold of a block's run, by its directives
blocks                         a page and its blocks, which they make together
page                           a page to its blocks
slips                          what an author may have meant by a fence that would not run
site                           the blocks of all pages to the programs that run them
files                          the pages of a folder, as MkDocs would publish them
"""
