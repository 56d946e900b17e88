"""What a recording says.

promises   what is wrong with a program's code, and with its run, by what its author says about the blocks
outcome    the recording, what each block shows, and what is wrong, in one
terminal   a printed text as a terminal leaves it, which is what a reader sees
questions  the answers to a question, which runs give
again      whether a second run gives the same
proof      what each program of a site proves, for its pages to say
diff       what changed between the published recordings of two sites
"""
