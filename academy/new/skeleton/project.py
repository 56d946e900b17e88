# ---
# jupyter:
#   description: What you can do after {title}, in one sentence that searches show.
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
# # {title}
#
# **You will**
#
# - say what the picture shows
#
# **You need** {above}.
# **Time** 30 minutes
#
# The question, and the data that can answer it.

# %% [markdown]
# ## Look at the data first
#
# One to three sentences that lead to the cell.

# %%
import matplotlib.pyplot as plt
import torch

x = torch.arange(10)
print("numbers", tuple(x.shape))

# %%
# alt: Line plot of the squares of 0 to 9, rising ever faster
fig, ax = plt.subplots(figsize=(5.6, 3.4))
ax.plot(x, x**2)
ax.set(xlabel="number", ylabel="square", title="What to notice")
plt.show()

# %% [markdown]
# One to three sentences on what to notice.
