# %% stub
import torch


def mean_light(first, second):
    """The float32 mean of two readings of each lamp, both uint8."""
    # TODO: replace this line
    return first


# %% check
first = torch.tensor([[10, 200, 255], [0, 7, 128]], dtype=torch.uint8)
second = torch.tensor([[20, 100, 255], [1, 8, 127]], dtype=torch.uint8)
by_hand = torch.tensor([[15.0, 150.0, 255.0], [0.5, 7.5, 127.5]])
kept = first.clone(), second.clone()
result = mean_light(first, second)
assert isinstance(result, torch.Tensor), f"type is {type(result)}"
assert result.dtype == torch.float32, f"dtype is {result.dtype}"
assert result.shape == first.shape, f"shape is {tuple(result.shape)}"
assert torch.equal(result, by_hand), f"values: {result.tolist()}"
for now, before in zip((first, second), kept, strict=True):
    assert torch.equal(now, before), "an argument was changed"
    assert now.dtype == torch.uint8, "an argument was changed"
print("All checks passed.")
