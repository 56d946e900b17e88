# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Predicting the course of an illness
#
# **You will**
#
# - predict a number for real patients, and say how far the prediction is off
# - check a trained linear model against the exact solution
# - decide by repeated splits whether a network is worth its parameters
#
# **You need** [Training loop](../training-loop.md) and `pip install scikit-learn`.
# **Time** 30 minutes
#
# For 442 people with diabetes, ten measurements were taken at the start.
# A year later, a doctor's score said how far the illness had gone on.
# Can a model predict the score, and does a network do it better than a straight line?

# %% [markdown]
# ## Look at the data first
#
# scikit-learn carries the data inside its package, so nothing is downloaded.

# %%
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_diabetes
from torch import nn

data = load_diabetes(scaled=False)
x_all = torch.tensor(data.data, dtype=torch.float32)  # (n, 10)
y_all = torch.tensor(data.target, dtype=torch.float32)[:, None]  # (n, 1)
print("measurements", tuple(x_all.shape), "scores", tuple(y_all.shape))
print(f"score from {y_all.min():.0f} to {y_all.max():.0f}, ", end="")
print(f"mean {y_all.mean():.0f}, std {y_all.std():.0f}")
for name, column in zip(data.feature_names, x_all.T, strict=True):
    print(f"{name:4} mean {column.mean():6.1f}  std {column.std():5.1f}")

# %% [markdown]
# The measurements live on different scales: age in years, sex as 1 or 2, blood values in their own units.
# The scores get a second dimension, because a model's output for a batch has shape `(batch, 1)`.
# With shape `(batch,)` the difference would [broadcast in silence](../errors/tensors.md).

# %%
# alt: Scatter plot, score against body mass index: a wide cloud, rising
fig, ax = plt.subplots(figsize=(5.6, 3.4))
ax.scatter(x_all[:, 2], y_all, s=10)
ax.set(xlabel="body mass index", ylabel="score after a year")
ax.set_title("One measurement says something, not much")
plt.show()

# %% [markdown]
# ## Split, then scale by the training rows alone
#
# The mean and the standard deviation are computed, so they count as training.
# Taken over all rows, they would carry knowledge about the test patients into the model.

# %%


def split(seed):
    order = torch.randperm(
        len(x_all), generator=torch.Generator().manual_seed(seed)
    )
    train, validation, test = order[:242], order[242:342], order[342:]
    mean, std = x_all[train].mean(dim=0), x_all[train].std(dim=0)
    x = (x_all - mean) / std  # (n, 10)
    parts = {"train": train, "validation": validation, "test": test}
    return {name: (x[rows], y_all[rows]) for name, rows in parts.items()}


parts = split(seed=0)
for name, (x, _) in parts.items():
    print(f"{name:10} {len(x)} patients, first column: ", end="")
    print(f"mean {x[:, 0].mean():5.2f}, std {x[:, 0].std():.2f}")

# %% [markdown]
# Only the training part has exactly mean 0 and standard deviation 1, as it should be.
#
# ## Begin with the model that knows nothing
#
# The error is measured as a root mean squared error, which has the unit of the score itself.
# The best constant prediction is the mean of the training scores.


# %%
def rmse(y_pred, y):
    return (y_pred - y).square().mean().sqrt().item()


x, y = parts["train"]
x_val, y_val = parts["validation"]
constant = y.mean()
print(f"constant: {constant:.1f}")
print(f"error on validation: {rmse(constant, y_val):.1f}")

# %% [markdown]
# Every model has to beat this number.
#
# ## A linear model, trained and exact
#
# A linear model is one `nn.Linear`, so the best one can also be computed, by least squares.
# That makes it a good test of a training loop: both must agree.


# %%
def fit(model, parts, num_epochs, lr, patience=None):
    """Train on the full batch; with patience, keep the best epoch."""
    (x, y), (x_val, y_val) = parts["train"], parts["validation"]
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    criterion = nn.MSELoss()
    best, best_state, history = float("inf"), model.state_dict(), []
    for epoch in range(num_epochs):
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        with torch.inference_mode():
            errors = rmse(model(x), y), rmse(model(x_val), y_val)
        history.append(errors)
        if patience and errors[1] < best:
            best, best_epoch = errors[1], epoch
            best_state = {k: v.clone() for k, v in model.state_dict().items()}
        if patience and epoch - best_epoch >= patience:
            break
    if patience:
        model.load_state_dict(best_state)
    return history


def start_at_mean(model, y):
    """The last bias begins at the mean, so that training starts there."""
    with torch.no_grad():
        model[-1].bias.copy_(y.mean())
    return model


torch.manual_seed(0)
line = start_at_mean(nn.Sequential(nn.Linear(10, 1)), y)
fit(line, parts, num_epochs=3000, lr=0.5)

ones = torch.ones(len(x), 1)
exact = torch.linalg.lstsq(torch.cat([x, ones], dim=1), y).solution
y_exact = x_val @ exact[:-1] + exact[-1]
with torch.inference_mode():
    y_line = line(x_val)
print(f"trained line: error {rmse(y_line, y_val):.2f}")
print(f"least squares: error {rmse(y_exact, y_val):.2f}")
print(f"largest difference: {(y_line - y_exact).abs().max():.3f}")

# %% [markdown]
# The loop finds what the formula finds.
# The line is better than the constant, and still far off for a single patient.
# Because the columns have one scale, the size of a weight says how much a measurement counts.

# %%
# alt: Bar chart of the line's ten weights, largest for bmi, s1 and s5
weights = line[0].weight.detach().flatten()
fig, ax = plt.subplots(figsize=(5.6, 3.4))
ax.bar(data.feature_names, weights)
ax.axhline(0, color="0.5", linewidth=1)
ax.set(xlabel="measurement", ylabel="points per standard deviation")
ax.set_title("What the line looks at")
plt.show()

# %% [markdown]
# Read it with care: `s1` and `s2` are two kinds of cholesterol that rise together, so their weights can be large and cancel.
#
# ## A network
#
# A hidden layer lets the model bend.
# It also lets it learn the training patients by heart, so training stops when the validation error has not improved for a while.


# %%
def make_network(y, hidden=32):
    layers = nn.Sequential(
        nn.Linear(10, hidden), nn.ReLU(), nn.Linear(hidden, 1)
    )
    return start_at_mean(layers, y)


torch.manual_seed(0)
network = make_network(y)
history = fit(network, parts, num_epochs=600, lr=0.01)
train_error, val_error = zip(*history, strict=True)
best = min(range(len(history)), key=val_error.__getitem__)
print("parameters of the line", sum(p.numel() for p in line.parameters()))
print(
    "parameters of the network", sum(p.numel() for p in network.parameters())
)
print(f"best epoch {best}: validation error {val_error[best]:.1f}")
print(f"last epoch: training {train_error[-1]:.1f}, ", end="")
print(f"validation {val_error[-1]:.1f}")

# %%
# alt: Line plot of errors by epoch: training falls, validation turns upwards
fig, ax = plt.subplots(figsize=(5.6, 3.4))
ax.plot(train_error, label="training")
ax.plot(val_error, "--", label="validation")
ax.axvline(best, color="0.5", linewidth=1)
ax.set(xlabel="epoch", ylabel="root mean squared error")
ax.set_title("After the grey line, the network learns by heart")
ax.legend()
plt.show()

# %% [markdown]
# ## Is the network better?
#
# One split answers with one number, and another split with another.
# So repeat everything for twenty splits, and look at the differences on the test patients.
# Both models see the same patients in each split, so compare them in pairs.

# %%
results = []
for seed in range(20):
    parts = split(seed)
    y = parts["train"][1]
    x_test, y_test = parts["test"]
    torch.manual_seed(seed)
    line = start_at_mean(nn.Sequential(nn.Linear(10, 1)), y)
    fit(line, parts, num_epochs=600, lr=0.5)
    network = make_network(y)
    fit(network, parts, num_epochs=400, lr=0.01, patience=40)
    with torch.inference_mode():
        predictions = y.mean(), line(x_test), network(x_test)
    results.append([rmse(y_pred, y_test) for y_pred in predictions])

results = torch.tensor(results)  # (splits, models)
for name, column in zip(
    ["constant", "line", "network"], results.T, strict=True
):
    print(
        f"{name:8} mean error {column.mean():.1f}, std over splits {column.std():.1f}"
    )
gain = results[:, 1] - results[:, 2]
print(f"the network is better by {gain.mean():.2f} on average, ", end="")
print(f"in {(gain > 0).sum()} of {len(gain)} splits")

# %%
# alt: Scatter plot of network error against line error, near the diagonal
fig, ax = plt.subplots(figsize=(5.6, 3.4))
ax.scatter(results[:, 1], results[:, 2], s=18)
low, high = results[:, 1:].min() - 1, results[:, 1:].max() + 1
ax.plot([low, high], [low, high], "--", color="0.5")
ax.set(xlabel="error of the line", ylabel="error of the network")
ax.set_title("Twenty splits: below the dashes, the network wins")
plt.show()

# %% [markdown]
# The spread from split to split is larger than the difference between the two models.
# A single split could have told you anything: that the network wins, or that it loses.
# With 242 patients and ten measurements, there is little more to find than a line can hold.
# The line has fewer parameters, trains without a stopping rule, and says what it looks at: here it is the better choice.
#
# ## Try it yourself
#
# Predict the result first, then change one thing and run everything again.
#
# 1. Drop the scaling in `split`. What happens to the trained line, and what to least squares?
# 2. Give the network 512 hidden units. Does the best validation error change, or only the epoch in which it is reached?
# 3. Remove `[:, None]` from the scores. Which number does the line then predict for everyone, and what told you?
#
# ## Key points
#
# - A regression needs a baseline: the error of the best constant.
# - Scale with the training rows' mean and standard deviation alone.
# - Where an exact solution exists, test the training loop against it.
# - Compare two models over many splits, in pairs, before you believe a difference.
#
# Back to [the course](../index.md), or to the loop in [lesson 4](../training-loop.md).
