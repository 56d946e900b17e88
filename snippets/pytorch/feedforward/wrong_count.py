# %% no-biases
print("parameters:", 2 * 16 + 16 * 2)

# %% neurons
print("parameters:", 2 + 16 + 2)

# %% output-bias
print("parameters:", (2 * 16 + 16) + (16 * 2 + 16))
