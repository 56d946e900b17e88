# %% tries
distance = 2.0  # kilometres
minutes = 9.0


def loss_at(w):
    y_pred = w * distance
    error = y_pred - minutes
    return error**2


print(f"w = 2: loss {loss_at(2.0)}")
print(f"w = 3: loss {loss_at(3.0)}")
print(f"w = 4: loss {loss_at(4.0)}")

# %% step
change = loss_at(3.1) - loss_at(3.0)
print(f"change of the loss:   {change:.2f}")
print(f"change for one of w: {change / 0.1:.1f}")
