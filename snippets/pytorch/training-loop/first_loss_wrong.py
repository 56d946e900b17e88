# %% probability
import math

p = 1 / 3  # the probability of the true arm
print(f"loss {p:.4f}")
# %% error-rate
print(f"loss {1 - p:.4f}")
# %% base-two
print(f"loss {-math.log2(p):.4f}")
