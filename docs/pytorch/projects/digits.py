# ---
# description: Train a network on scanned digits, choose its epoch by validation, test once, and look at the images that it finds hardest.
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
# !!! goals "You will"
#
#     - split real data into training, validation and test images
#     - train a network on it, choose the epoch by validation, and test once
#     - look at the hardest images, and measure how much the way of splitting flatters the network
#
#     **You need** [Training loop](../training-loop.md) and `pip install scikit-learn`.
#     **Time** 30 minutes
#
# The lessons used generated data, where you knew the answer before the model did.
# Here people wrote the digits by hand, and some of them are hard to read for you too.
# Every output below comes from running this notebook from top to bottom.

# %% [markdown]
# ## Look at the data first
#
# scikit-learn carries the images inside its package, so nothing is downloaded.
# Before any model, ask for shape and dtype, as in the [tensors lesson](../tensors.md), and for the range of the values.

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
# That is the [baseline](../../glossary.md#baseline) for the accuracy.

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
# This is the loop of [lesson 4](../training-loop.md), in a function because you will need it again.
# The seed fixes the initial parameters, and the loader's generator fixes the order of the batches.
# After each epoch, `evaluate` measures both sets in [evaluation mode](../../glossary.md#evaluation-mode), so that the two curves can be compared.
# The validation images are only measured: no update uses them.


# %%
def fit(train, validation, num_epochs=40):
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
for epoch in [1, 2, 5, 10, 20, 40]:
    train_loss, train_acc, val_loss, val_acc = history[epoch - 1]
    print(f"{epoch:5}   {train_loss:10.3f}  {train_acc:.3f}", end="   ")
    print(f"{val_loss:15.3f}  {val_acc:.3f}")

# %%
# alt: Line plot, loss by epoch: both fall, validation levels off above; a line marks its lowest point
val_losses = [h[2] for h in history]
best = val_losses.index(min(val_losses)) + 1  # epochs count from 1
epochs = range(1, len(history) + 1)
fig, ax = plt.subplots(figsize=(5.6, 3.4))
ax.plot(epochs, [h[0] for h in history], "o-", ms=4, label="training")
ax.plot(epochs, val_losses, "s--", ms=4, label="validation")
ax.axvline(best, color="0.5", linewidth=1)
ax.set(xlabel="epoch", ylabel="loss (log scale)", yscale="log")
ax.set_xticks([1, 10, 20, 30, 40])
ax.set_title("The validation loss levels off first")
ax.legend()
plt.show()

# %% [markdown]
# The gap between the curves is the start of [overfitting](../../glossary.md#overfitting).
# The grey line marks the epoch with the lowest validation loss.
#
# ## Choose the epoch by validation
#
# The number of epochs is a choice, so the validation images make it.
# The seeds make a second run repeat the first one, so training for that many epochs gives the best epoch's model.
# Where a run takes hours, keep a copy of the best parameters instead, as in [early stopping](../training-loop/generalise.md#stop-at-the-best-epoch).

# %%
model, again = fit(train, validation, num_epochs=best)
print(f"best epoch {best}, validation loss {again[-1][2]:.4f}")
print(f"last epoch {len(history)}, validation loss {val_losses[-1]:.4f}")
print("the second run repeats the first:", again == history[:best])

# %% [markdown]
# ## Test once
#
# All choices are made, so the test images may now be used.
# Predict first: will the test loss be below or above the validation loss, which you chose because it is low?

# %%
loss, accuracy = evaluate(model, test)
with torch.inference_mode():
    logits = model(x[test])
probability, y_pred = logits.softmax(dim=1).max(dim=1)  # (300,) each
wrong = (y_pred != y[test]).nonzero().flatten()
print(f"test loss {loss:.3f}, test accuracy {accuracy:.3f}")
print(len(wrong), "of", len(test), "test images are read wrongly")
print(f"test loss above validation loss by {loss - min(val_losses):.4f}")
picked = val_losses[-1] - min(val_losses)
print(f"validation loss lowered by the choice of the epoch: {picked:.4f}")

# %% [markdown]
# The test loss is the higher one.
# You picked the epoch because its validation loss is low, so that number flatters the network, but by how much?
# The last epoch is one that nobody picked, and its validation loss is higher by the small number in the last line.
# The difference to the test loss is many times as large.
# So most of it has another cause: chance put images into the test set that this network finds harder.
#
# One number hides which digits are confused.
# The [confusion matrix](../../glossary.md#confusion-matrix) counts each pair: rows are true digits, columns are predictions, and errors lie off the diagonal.

# %%
pairs = 10 * y[test] + y_pred
print(pairs.bincount(minlength=100).reshape(10, 10))

# %% [markdown]
# ## The hardest images
#
# The loss of a single image is minus the logarithm of the probability that the network gives to the true digit.
# So a large loss marks an image whose true digit the network hardly considers.
# Before you look at the captions: how do you read these eight images?

# %%
# alt: Eight grey images of test digits, each with the predicted and the true digit and their probabilities
losses = nn.functional.cross_entropy(logits, y[test], reduction="none")
hardest = losses.argsort(descending=True)[:8]
fig, axes = plt.subplots(2, 4, figsize=(5.6, 3.8), layout="constrained")
for ax, i in zip(axes.flat, hardest.tolist(), strict=True):
    truth = y[test[i]]
    chance = logits[i].softmax(dim=0)[truth]
    ax.imshow(x[test[i]], cmap="gray_r")
    read = f"read {y_pred[i]}: {probability[i]:.1%}"
    ax.set_title(f"{read}\ntrue {truth}: {chance:.1%}", fontsize=10)
    ax.set(xticks=[], yticks=[])
fig.suptitle("Test images with the largest loss")
plt.show()

# %%
for i in hardest.tolist():
    print(f"loss {losses[i]:.2f}, read {y_pred[i]} ", end="")
    print(f"with probability {probability[i]:.3f}, true {y[test[i]]}")
right = probability[y_pred == y[test]]
print(f"correct answers: median probability {right.median():.3f}")

# %% [markdown]
# Some of these images are hard for you too.
# At least once, the network gives a wrong digit nearly all of the probability, as it does for most correct answers.
# A high probability says how sure the network is, and not that it is right.

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
# The study chooses nothing, neither a model nor an epoch, so it may measure all images.


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
# Predict the result first, then change one thing, run again down to the table of epochs, and restore it.
# Compare on the validation images: the test set has done its work.
#
# 1. Remove the ReLU from `forward`. How much validation accuracy does the non-linearity add on this data?
# 2. Remove `/ 16`, and keep the learning rate. Which number do you recognize in the loss of the last epoch?
# 3. Add a cell that moves the validation images by one pixel: `model(x[validation].roll(1, dims=2))`. What is the accuracy of the trained model now? Has it learned shapes, or pixel positions?
#
# ??? note "What you should see"
#
#     1. Hardly any: these images can nearly be told apart by a linear model. Measure what a part adds before you keep it.
#     2. It is ln 10 again, so the network has stopped telling the digits apart. Inputs that large make the first steps too large.
#     3. The accuracy falls to less than half of what it was. Each weight belongs to one pixel position, so a moved digit is a new image.
#
# ## Key points
#
# - Split first, choose with the validation set, use the test set once.
# - An untrained classifier starts near ln 10 for ten classes; check it before you train.
# - Look at the images with the largest loss, not only at the accuracy; a sure answer can be wrong.
# - A test set answers one question; make sure that it is yours.
#
# Back to [the course](../index.md), or to the loop in [lesson 4](../training-loop.md).
