"""Outcomes to what is published.

kinds      how each kind of output stands in HTML, in Markdown and in a notebook (tracebacks)
outputs    what stands around a block
questions  a question above its answer
page       a page with that around its blocks
files      what stands beside the pages: pictures, recordings.json
markdown   a target: the page as Markdown with its outputs
maths      formulas as HTML, and as plain text for search
"""
