# %% closer
def loss_at(w):
    return (w * 2.0 - 9.0) ** 2


w = 3.0
h = 1e-4
print(round((loss_at(w + h) - loss_at(w)) / h, 3))

# %% zero
h = 0.0
print((loss_at(w + h) - loss_at(w)) / h)
