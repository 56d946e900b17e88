# %% month
import torch


def make_month(days, swing, fault):
    """Readings, (days, 3), and a mask of those that are wrong."""
    level = 14 + 1.5 * torch.sin(torch.arange(days) / 4)
    noise = 2 * torch.rand(days, 3) - 1
    temps = level[:, None] + torch.tensor(swing) + noise
    wrong = torch.zeros(days, 3, dtype=torch.bool)
    wrong[torch.randperm(days)[:3], torch.arange(3)] = True
    sign = torch.tensor([1.0, -1.0, 1.0])
    return temps + fault * sign * wrong, wrong


torch.manual_seed(2)
temps, wrong = make_month(28, [-5.0, 4.0, 1.0], fault=9)
print(temps[:2])

# %% look
import matplotlib.pyplot as plt

usual = temps.median(dim=0).values  # (3,): one for each time of day
away = temps - usual  # (28, 3)
fig, (left, right) = plt.subplots(
    1, 2, figsize=(5.6, 3.2), layout="constrained"
)
left.plot(temps[:, 0], "C0o", label="morning")
left.plot(temps[:, 1], "C1s", label="noon")
left.plot(temps[:, 2], "C2^", label="evening")
left.set(xlabel="day", ylabel="°C", title="Two are well hidden")
left.set(ylim=(4, 36))
left.legend()
right.hist(away.flatten(), bins=30)
right.set(xlabel="away from usual (°C)", title="Three stand apart")
right.set(ylabel="readings")
plt.show()


# %% solution
def find_faults(temps):
    """A mask like temps, (days, 3): True where a reading is wrong."""
    usual = temps.median(dim=0).values  # (3,)
    return (temps - usual).abs() > 5  # the empty part of the plot


# %% check
torch.manual_seed(3)
for days, swing, fault in (
    (28, [-5.0, 4.0, 1.0], 9),
    (60, [-5.0, 4.0, 1.0], 12),
    (24, [-9.0, 0.0, 9.0], 10),
    (40, [6.0, -2.0, -6.0], 9),
):
    temps, wrong = make_month(days, swing, fault)
    found = find_faults(temps.clone())
    assert isinstance(found, torch.Tensor), f"type is {type(found)}"
    assert found.dtype == torch.bool, f"dtype is {found.dtype}, no mask"
    assert found.shape == wrong.shape, f"shape {tuple(found.shape)}"
    missed, alarms = (wrong & ~found).sum(), (found & ~wrong).sum()
    assert missed == 0, (
        f"{missed} of 3 missed: compare each time of day with its own "
        "usual value, and look for too cold as well as too warm"
    )
    assert alarms == 0, (
        f"{alarms} false alarms: is the usual value that of the same "
        "time of day, and the limit above the usual spread?"
    )
print("All checks passed.")
