"""Outcomes to what is published.

kinds      how each kind of output stands in HTML, in Markdown and in a notebook (tracebacks)
outputs    what stands around a block
questions  a question above its answer
page       a page with that around its blocks
files      what stands beside the pages: pictures, recordings.json
links      where the links of its Markdown lead
markdown   a target: the page as Markdown with its outputs
prose      its text as plain Markdown
script     a target: each program as a file that runs alone
notebook   a target: the page as a notebook
downloads  programs and notebooks: their places, and what a page says of them
maths      formulas as HTML, and as plain text for search
"""
