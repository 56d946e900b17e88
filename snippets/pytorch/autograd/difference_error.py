# %% errors
import matplotlib.pyplot as plt
import torch


def error_of(h, dtype):
    k = torch.tensor(1.5, dtype=dtype)
    up, down = k + h, k - h
    slope = (up * up * up - down * down * down) / (2 * h)
    exact = 3 * 1.5 * 1.5  # the slope of k * k * k is 3 * k * k
    return abs(slope.item() - exact)


steps = [10.0**-n for n in range(1, 13)]
errors = {}
for dtype in (torch.float32, torch.float64):
    errors[dtype] = [error_of(h, dtype) for h in steps]
    best = min(errors[dtype])
    h = steps[errors[dtype].index(best)]
    print(f"{dtype}: smallest error {best:.0e}, at h = {h:.0e}")

# %% plot
fig, ax = plt.subplots(figsize=(5.6, 3.4))
for dtype, style in ((torch.float32, "o-"), (torch.float64, "s--")):
    ax.loglog(steps, errors[dtype], style, label=str(dtype))
ax.set_xlabel("h")
ax.set_ylabel("error of the slope")
ax.set_title("The best step is neither large nor tiny")
ax.legend()
plt.show()
