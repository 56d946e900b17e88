import matplotlib.pyplot as plt

boxes = {
    "1. zero_grad\nevery .grad: None": (0.2, 0.8),
    "2. forward\nlogits, then loss": (0.8, 0.8),
    "3. backward\nfills every .grad": (0.8, 0.2),
    "4. step\nmoves the parameters": (0.2, 0.2),
}
arrows = (
    ((0.4, 0.8), (0.6, 0.8)),
    ((0.8, 0.67), (0.8, 0.33)),
    ((0.6, 0.2), (0.42, 0.2)),
    ((0.2, 0.33), (0.2, 0.67)),
)
fig, ax = plt.subplots(figsize=(5.6, 2.8))
for text, (x, y) in boxes.items():
    ax.text(
        x,
        y,
        text,
        ha="center",
        va="center",
        bbox={
            "boxstyle": "round,pad=0.5",
            "fc": "none",
            "ec": "C0",
            "lw": 2,
        },
    )
for start, end in arrows:
    ax.annotate(
        "",
        xy=end,
        xytext=start,
        arrowprops={"arrowstyle": "->", "color": "C1", "lw": 2},
    )
ax.text(0.5, 0.5, "once around: one batch", ha="center", va="center")
ax.set(xlim=(0, 1), ylim=(0, 1))
ax.axis("off")
plt.show()
