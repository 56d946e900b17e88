# ---
# description: Predict the course of an illness for real patients, and find out by baselines whether a network is worth its parameters.
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
# !!! goals "You will"
#
#     - predict a number for real patients, and say how far the prediction is off
#     - check a trained linear model against the exact solution
#     - decide by repeated splits whether a network is worth its parameters
#
#     **You need** [Training loop](../training-loop.md) and `pip install scikit-learn`.
#     **Time** 30 minutes
#
# For 442 people with diabetes, ten measurements were taken at the start.
# A year later, the progression of the illness was measured as one number, its *score* in the following.
# Can a [model](../../glossary.md#model) predict the score, and does a network do it better than a linear model?
# Below, the linear model is called *the line*, although its input has ten numbers.

# %% [markdown]
# ## Look at the data first
#
# scikit-learn carries the data inside its package, so nothing is downloaded.

# %%
import copy

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
# The measurements have different scales: age in years, sex as 1 or 2, and `s1` to `s6`, blood values in their own units.
# The scores get a second dimension, because a model's output for a batch has shape `(batch, 1)`.
# With shape `(batch,)` the difference would [broadcast](../errors/tensors.md): `MSELoss` warns of that, a plain subtraction does not.

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
# Only the training part has mean 0 and standard deviation 1, up to rounding (hence the minus sign).
# The other parts differ a little, as new patients would.
#
# ## Begin with the model that knows nothing
#
# The error is the root of the [mean squared error](../../glossary.md#mean-squared-error), so it has the unit of the score itself:
#
# $$
# \text{RMSE} = \sqrt{\frac{1}{n} \sum_{i=1}^{n} (\hat{y}_i - y_i)^2}
# $$
#
# Without looking at a patient, the best prediction is the mean of the training scores.
# This constant is the [baseline](../../glossary.md#baseline).


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
# A linear model is one `nn.Linear`, so the best one can also be computed, by [least squares](../../glossary.md#least-squares).
# That makes it a good test of a training loop: both must agree.
#
# The loop takes all training patients as one batch.
# Its argument `patience` is for the network, further down: without it, the loop runs all epochs.


# %%
def fit(model, parts, num_epochs, lr, patience=None):
    """With patience, stop early and go back to the best epoch."""
    (x, y), (x_val, y_val) = parts["train"], parts["validation"]
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    criterion = nn.MSELoss()
    history, best_error = [], float("inf")
    for epoch in range(num_epochs):
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        with torch.inference_mode():
            errors = rmse(model(x), y), rmse(model(x_val), y_val)
        history.append(errors)
        if patience is None:
            continue
        if errors[1] < best_error:
            best_error, best_epoch = errors[1], epoch
            best_state = copy.deepcopy(model.state_dict())
        elif epoch - best_epoch >= patience:
            break
    if patience is not None:
        model.load_state_dict(best_state)
    return history


# %% [markdown]
# A fresh model predicts values near 0, far from every score.
# So its last bias begins at the mean of the scores, and training starts at the constant.


# %%
def start_at_mean(model, y):
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
# Because the columns have one scale, the weights can be compared: each says by how many points the prediction changes when its measurement rises by one standard deviation.

# %%
# alt: Bar chart of the line's ten weights: s5 is the largest, s1 the lowest, below zero; bmi and s2 follow
weights = line[0].weight.detach().flatten()
fig, ax = plt.subplots(figsize=(5.6, 3.4))
ax.bar(data.feature_names, weights)
ax.axhline(0, color="0.5", linewidth=1)
ax.set(xlabel="measurement", ylabel="points per standard deviation")
ax.set_title("s1 and s5 have the largest weights")
plt.show()
print(f"correlation of s1 and s2: {torch.corrcoef(x[:, 4:6].T)[0, 1]:.2f}")

# %% [markdown]
# Read it with care.
# `s1` is the total cholesterol and `s2` is one part of it, so they rise together: their correlation is close to 1.
# Their large weights of opposite sign therefore cancel in part, and neither says what drives the illness.
#
# ## A network
#
# A hidden layer lets the model bend, and its [head](../../glossary.md#head) is again one plain number for each patient.
# It also lets the network learn the training patients by heart.
# First let it run all epochs, and watch both errors.


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
for name, model in [("line", line), ("network", network)]:
    numbers = sum(p.numel() for p in model.parameters())
    print(f"parameters of the {name}: {numbers}")
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
# The training error keeps falling while the validation error rises: [overfitting](../../glossary.md#overfitting).
# From here on, training stops when the validation error has not improved for 40 epochs, and goes back to its best epoch.
# This is [early stopping](../training-loop/generalise.md#stop-at-the-best-epoch), and it uses the validation patients alone.
#
# ## Is the network better?
#
# One split answers with one number, and another split with another.
# So repeat everything for twenty splits, and measure each model once on each split's test patients.
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
    print(f"{name:8} mean error {column.mean():.1f}, ", end="")
    print(f"std over splits {column.std():.1f}")
gain = results[:, 1] - results[:, 2]
print(f"the network is better by {gain.mean():.2f} on average, ", end="")
print(f"in {(gain > 0).sum()} of {len(gain)} splits")
print(f"in one split it is {-gain.min():.1f} worse, ", end="")
print(f"in another {gain.max():.1f} better")

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
# Both models beat the constant, and both are still far off: too far to decide anything for a single patient.
# Between the two, the spread from split to split is much larger than the mean difference.
# A single split could have told you either: that the network wins, or that it loses.
# (The splits share patients, so twenty of them count for less than twenty independent studies.)
#
# So on this data this network finds no more than the line does.
# The line has fewer parameters, needs no stopping rule, and shows its weights: here it is the better choice.
#
# ## Try it yourself
#
# Predict the result first, then change one thing, run the notebook again up to the two error curves, and restore it.
#
# 1. Drop the scaling in `split`: `x = x_all`. What happens to the trained line, and what to least squares?
# 2. Give the network 512 hidden units. Does the best validation error change, or only the epoch in which it is reached?
# 3. Remove `[:, None]` from the scores, and print `line(x_val)[:5]`. Which number does the line predict for everyone, and what warned you?
#
# ??? note "What you should see"
#
#     1. Least squares gives the same error as before. The trained line is still far from it when its epochs are over: one learning rate cannot suit ten scales.
#     2. The best error hardly changes. It comes sooner, and by the last epoch the network knows the training patients by heart.
#     3. It predicts the constant, the mean of the training scores. Only a warning about the target's size tells you: the difference of shapes (n, 1) and (n,) holds every pair of patients.
#
# ## Key points
#
# - A regression needs a baseline: the error of the best constant.
# - Scale with the training rows' mean and standard deviation alone.
# - Where an exact solution exists, test the training loop against it.
# - Compare two models over many splits, in pairs, before you believe a difference.
#
# Back to [the course](../index.md), or to the loop in [lesson 4](../training-loop.md).
