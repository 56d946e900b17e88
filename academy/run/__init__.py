"""Programs to recordings: the processes in which a program runs as `python script.py` would.

    client       what the engine calls: program in, recording out
    server       has imported torch, never computes, and forks (from `hugepages`, where many are wanted) a
    supervisor   for each caller: it enforces the limits, reads the outputs, ends what is left, and forks a
    script       for each program: it runs the parts, with recorders beside it (streams, reads, workers,
                 values, display, tables, figures, svg)
    imports      what the server, or the process of each program, imports before its first line, and seeds

They know the contract alone (`academy.program`, `academy.recording`) and speak in `messages`; `workplace` is where a
run has its files, and `texts` cuts what it printed into its parts.
"""
