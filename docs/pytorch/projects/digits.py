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
# # Reading handwritten digits
#
# **You will**
#
# - split real data into training, validation and test images
# - train a network on it and judge it by images that it has not seen
# - look at its errors, and measure how much the way of splitting flatters it
#
# **You need** [Training loop](../training-loop.md) and `pip install scikit-learn`.
# **Time** 30 minutes
#
# The lessons used generated data, where you knew the answer before the model did.
# Here people wrote the digits by hand, and some of them are hard to read for you too.
# Every output below comes from running this notebook from top to bottom.

# %% [markdown]
# ## Look at the data first
#
# scikit-learn carries the images inside its package, so nothing is downloaded.
# Before any model, ask the three questions of the [tensors lesson](../tensors.md): which shape, which dtype, which range?

# %%
import math

import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

digits = load_digits()
print("images", digits.images.shape, digits.images.dtype)
print("pixels from", digits.images.min(), "to", digits.images.max())
print("labels", digits.target.shape, digits.target.dtype)
print("images of each digit:", torch.tensor(digits.target).bincount().tolist())

# %% [markdown]
# The pixels are float64, while a layer's parameters are float32, so the conversion needs a dtype.
# Dividing by the largest possible value brings every pixel between 0 and 1.
# That value belongs to the file format.
# It was not computed from the images, so no knowledge about test images leaks into training.
#
# The last line above shows that the classes are of nearly equal size.
# A model that always gives the same answer is therefore right about one time in ten.

# %%
x = torch.tensor(digits.images, dtype=torch.float32) / 16  # (n, 8, 8)
y = torch.tensor(digits.target)  # (n,), int64: what the criterion expects
print(x.shape, x.dtype, f"from {x.min():.0f} to {x.max():.0f}")
print(y.shape, y.dtype)

# %%
# alt: Two rows of small grey images, one for each digit from 0 to 9
fig, axes = plt.subplots(2, 5, figsize=(5.6, 3.0), layout="constrained")
for digit, ax in enumerate(axes.flat):
    first = (y == digit).nonzero()[0].item()
    ax.imshow(x[first], cmap="gray_r")
    ax.set_title(f"label {digit}", fontsize=10)
    ax.set(xticks=[], yticks=[])
fig.suptitle("The first image of each digit")
plt.show()

# %% [markdown]
# ## Split before you train
#
# The training images set the parameters.
# The validation images are for choices, such as when to stop.
# The test images are used once, at the end.
# `randperm` shuffles the row numbers, and its own seeded generator makes the split the same in every run.

# %%
generator = torch.Generator().manual_seed(0)
order = torch.randperm(len(x), generator=generator)
test, validation, train = order[:300], order[300:600], order[600:]
print(f"training {len(train)}, validation {len(validation)}, test {len(test)}")

parts = torch.cat([train, validation, test])
print("each image in exactly one part:", len(parts.unique()) == len(x))

# %% [markdown]
# ## The model
#
# The network has the parts of the [feedforward lesson](../feedforward.md): one hidden layer, ReLU, and an output layer with one logit for each digit.
# It first flattens each image into one row of pixels.
# There is no softmax at the end, because `CrossEntropyLoss` takes logits.
#
# Predict the loss before training.
# A network that knows nothing gives each of the ten digits a similar probability, so its loss should be close to ln 10.


# %%
class DigitReader(nn.Module):
    def __init__(self, hidden=64):
        super().__init__()
        self.hidden = nn.Linear(8 * 8, hidden)
        self.output = nn.Linear(hidden, 10)

    def forward(self, x):
        x = x.flatten(start_dim=1)  # (batch, 64)
        x = torch.relu(self.hidden(x))  # (batch, hidden)
        return self.output(x)  # (batch, 10), logits


criterion = nn.CrossEntropyLoss()


def evaluate(model, rows):
    model.eval()
    with torch.inference_mode():
        logits = model(x[rows])
        loss = criterion(logits, y[rows]).item()
        accuracy = (logits.argmax(dim=1) == y[rows]).float().mean().item()
    return loss, accuracy


torch.manual_seed(0)
model = DigitReader()
loss, accuracy = evaluate(model, validation)
print("parameters:", sum(p.numel() for p in model.parameters()))
print(f"before training: loss {loss:.3f}, accuracy {accuracy:.3f}")
print(f"ln 10 = {math.log(10):.3f}")

# %% [markdown]
# ## Train
#
# This is the loop of [lesson 4](../training-loop.md), in a function because we will need it again.
# The seed fixes the initial parameters, and the loader's generator fixes the order of the batches.
# After each epoch, the same function measures both sets, in evaluation mode, so that the two curves can be compared.


# %%
def fit(train, validation, num_epochs=20):
    torch.manual_seed(0)
    model = DigitReader()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    train_loader = DataLoader(
        TensorDataset(x[train], y[train]),
        batch_size=64,
        shuffle=True,
        generator=torch.Generator().manual_seed(0),
    )
    history = []
    for _ in range(num_epochs):
        model.train()
        for x_batch, y_batch in train_loader:
            optimizer.zero_grad()
            loss = criterion(model(x_batch), y_batch)
            loss.backward()
            optimizer.step()
        history.append(evaluate(model, train) + evaluate(model, validation))
    return model, history


# %%
model, history = fit(train, validation)
print("epoch   train loss  acc     validation loss  acc")
for epoch in [1, 2, 5, 10, 15, 20]:
    train_loss, train_acc, val_loss, val_acc = history[epoch - 1]
    print(f"{epoch:5}   {train_loss:10.3f}  {train_acc:.3f}", end="   ")
    print(f"{val_loss:15.3f}  {val_acc:.3f}")

# %%
# alt: Line plot, loss by epoch: both curves fall, validation levels off above
epochs = range(1, len(history) + 1)
fig, ax = plt.subplots(figsize=(5.6, 3.4))
ax.plot(epochs, [h[0] for h in history], "o-", ms=4, label="training")
ax.plot(epochs, [h[2] for h in history], "s--", ms=4, label="validation")
ax.set(xlabel="epoch", ylabel="loss (log scale)", yscale="log")
ax.set_xticks([1, 5, 10, 15, 20])
ax.set_title("The validation loss levels off first")
ax.legend()
plt.show()

# %% [markdown]
# The gap between the curves is the start of [overfitting](../../glossary.md#overfitting).
# The validation loss has leveled off without rising, so you need neither stop earlier nor train longer.
#
# ## Test once
#
# All choices are made, so the test images may now be used.

# %%
loss, accuracy = evaluate(model, test)
with torch.inference_mode():
    y_pred = model(x[test]).argmax(dim=1)
wrong = (y_pred != y[test]).nonzero().flatten()
print(f"test loss {loss:.3f}, test accuracy {accuracy:.3f}")
print(len(wrong), "of", len(test), "test images are read wrongly")

# %% [markdown]
# One number hides which digits are confused.
# The [confusion matrix](../../glossary.md#confusion-matrix) counts each pair: rows are true digits, columns are predictions, and errors lie off the diagonal.

# %%
pairs = 10 * y[test] + y_pred
print(pairs.bincount(minlength=100).reshape(10, 10))

# %% [markdown]
# Before you look at the errors: would you have read them correctly?

# %%
# alt: Grey images of misread test digits, with predicted and true labels
height = math.ceil(len(wrong) / 4)
fig, axes = plt.subplots(
    height, 4, figsize=(5.6, 1.7 * height), layout="constrained"
)
for ax in axes.flat:
    ax.set_axis_off()
for ax, i in zip(axes.flat, wrong.tolist(), strict=False):
    ax.imshow(x[test[i]], cmap="gray_r")
    ax.set_title(f"read {y_pred[i]}\ntrue {y[test[i]]}", fontsize=10)
fig.suptitle("Test digits that the network gets wrong")
plt.show()

# %% [markdown]
# ## Is the test fair?
#
# Who wrote these digits?
# The data set carries its own description.

# %%
for line in digits.DESCR.splitlines():
    if "people" in line or "test set" in line:
        print(line)

# %% [markdown]
# This copy is the test set of the original, so a few people wrote all its images, many each.
# The description does not say who wrote which, but the order of the rows gives a hint.
# For each image, find the most similar other image of the same digit, and count how many rows apart the two are.

# %%
pixels = torch.tensor(digits.data)  # (n, 64), whole numbers
distance = torch.cdist(pixels, pixels)  # (n, n)
distance[y[:, None] != y] = math.inf  # only the same digit
distance.fill_diagonal_(math.inf)  # and not the image itself
rows = torch.arange(len(x))
apart = (distance.argmin(dim=1) - rows).abs()
by_chance = (order - rows).abs()
print("rows to the most similar image, median:", apart.median().item())
print("rows to a random image, median:", by_chance.median().item())

# %% [markdown]
# Similar images stand close together, as if each person's digits were stored in one run of rows.
# A random split then puts images from the same hand on both sides.
# The test asks for new digits by known writers, and not for digits by a stranger.
#
# So hold out six runs of consecutive rows in turn, and compare with six random test sets of the same sizes.
# Both columns test every image exactly once, so neither of them has the easier images.
# Ten epochs each keep this short.


# %%
def held_out_accuracy(sequence):
    accuracies = []
    for held_out in sequence.split(300):
        keep = torch.ones(len(x), dtype=torch.bool)
        keep[held_out] = False
        trained, _ = fit(rows[keep], held_out, num_epochs=10)
        accuracies.append(evaluate(trained, held_out)[1])
    return torch.tensor(accuracies)


at_random = held_out_accuracy(order)
consecutive = held_out_accuracy(rows)
print("part   random   consecutive")
for part in range(len(at_random)):
    print(f"{part:4}   {at_random[part]:.3f}    {consecutive[part]:.3f}")
print(f"mean   {at_random.mean():.3f}    {consecutive.mean():.3f}")

# %% [markdown]
# Not every part is harder, but the mean is lower.
# Nothing warned you: the random split alone reports the higher accuracy, and the shared hands are the likely cause.
# When your rows come in groups (people, days, devices), split by group.
#
# ## Try it yourself
#
# Predict the result first, then change one thing and run everything again.
#
# 1. Remove the ReLU from `forward`. How much accuracy does the non-linearity add on this data?
# 2. Remove `/ 16`, and keep the learning rate. Which number do you recognize in the loss of the last epoch?
# 3. Test on images moved by one pixel: `x.roll(1, dims=2)`. Has the network learned shapes, or pixel positions?
#
# ## Key points
#
# - Split first, choose with the validation set, use the test set once.
# - An untrained classifier starts near ln 10 for ten classes; check it before you train.
# - Look at the errors, not only at the accuracy.
# - A test set answers one question; make sure that it is yours.
#
# Back to [the course](../index.md), or to the loop in [lesson 4](../training-loop.md).
