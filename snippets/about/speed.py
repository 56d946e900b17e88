# %% run
import json
from pathlib import Path
from statistics import median

import matplotlib.pyplot as plt

bench = Path(__file__).parents[2] / "bench"
lessons = json.loads((bench / "results/lessons.json").read_text())
programs = json.loads((bench / "results/programs.json").read_text())
run = lessons["run"]
print(f"{run['date']}, {run['machine']}, Python {run['python']}")
for count, reps in zip(run["lessons"], run["reps"], strict=True):
    passes = "one pass" if reps == 1 else f"{reps} passes"
    print(f"{count:2d} lessons, {passes} over all engines")
# %% ratios
SCENARIOS = ("cold", "nochange", "code", "prose")


def ratios(result, count):
    """Wall time by engine and scenario, in multiples of the floor's."""
    rows = [row for row in result["rows"] if row["lessons"] == count]
    floors = {
        (row["scenario"], row["rep"]): row["wall"]
        for row in rows
        if row["engine"] == "floor"
    }
    found = {}
    for row in rows:
        floor = floors[row["scenario"], row["rep"]]
        times = found.setdefault(row["engine"], {})
        times.setdefault(row["scenario"], [])
        if not row["faults"]:  # a build that failed is no fast build
            times[row["scenario"]].append(row["wall"] / floor)
    return found


def table(result, count):
    print(f"{'':20}" + "".join(f"{name:>10}" for name in SCENARIOS))
    for engine, times in ratios(result, count).items():
        if len(times) < len(SCENARIOS):
            continue  # a floor that is only measured cold
        cells = [
            f"{median(times[name]):10.2f}"
            if times[name]
            else f"{'failed':>10}"
            for name in SCENARIOS
        ]
        print(f"{engine:20}" + "".join(cells))


# %% four
table(lessons, 4)
# %% many
table(lessons, 64)
# %% growth
ENGINES = {
    "ours": ("this site's engine", "o-"),
    "markdown-exec": ("markdown-exec", "s--"),
    "mkdocs-gallery": ("mkdocs-gallery", "v:"),
    "sphinx-gallery": ("Sphinx-Gallery", "^:"),
    "myst-nb": ("MyST-NB", "D-."),
    "mkdocs-jupyter-ipynb": ("mkdocs-jupyter", "P-."),
}
fig, ax = plt.subplots()
for engine, (label, style) in ENGINES.items():
    points = [
        (count, median(ratios(lessons, count)[engine]["cold"]))
        for count in run["lessons"]
        if ratios(lessons, count).get(engine, {}).get("cold")
    ]
    if points:
        ax.plot(*zip(*points, strict=True), style, label=label)
ax.axhline(1, color="0.5", linewidth=1)
ax.set_xscale("log", base=2)
ax.set_yscale("log", base=2)
ax.set_xticks(run["lessons"], run["lessons"])
ax.set_yticks([0.5, 1, 2, 4, 8, 16, 32], [0.5, 1, 2, 4, 8, 16, 32])
ax.set(xlabel="lessons", ylabel="time / floor", title="A cold build")
ax.set_ylim(0.4, 90)
ax.legend(loc="upper left", ncols=2, fontsize=9)
plt.show()
# %% small
table(programs, 40)
# %% pages
sizes = {
    name.partition("/")[0]: size["page_bytes"] / 1000
    for name, size in lessons["sizes"].items()
    if name.endswith("/4") and "page_bytes" in size
}
for engine, size in sorted(sizes.items(), key=lambda item: item[1]):
    print(f"{engine:20} {size:6.0f} kB")
