# %% mistake
import torch

noon = torch.tensor([[17.0], [19.0], [15.0], [14.0], [21.0]])
forecast = torch.tensor([18.0, 19.0, 16.0, 13.0, 20.0])
error = noon - forecast
print(f"mean absolute error: {error.abs().mean():.2f}")

# %% shapes
print(tuple(noon.shape), tuple(forecast.shape), tuple(error.shape))
print(error)

# %% fix
assert noon.squeeze(1).shape == forecast.shape
error = noon.squeeze(1) - forecast  # (5,) - (5,)
print(error)
print(f"mean absolute error: {error.abs().mean():.2f}")
