# %% stub
import torch


def product(a, b):
    """The matrix product of a, (n, k), and b, (k, m), without @."""
    result = torch.zeros(a.shape[0], b.shape[1])
    for row in range(a.shape[0]):
        for col in range(b.shape[1]):
            # TODO: replace the 0, without @ and without matmul
            result[row, col] = 0
    return result


# %% check
torch.manual_seed(0)
for n, k, m in ((2, 3, 2), (1, 4, 1), (3, 3, 3), (4, 2, 5), (3, 1, 2)):
    a = torch.randint(-5, 6, (n, k)).float()
    b = torch.randint(-5, 6, (k, m)).float()
    result = product(a, b)
    sizes = f"({n}, {k}) and ({k}, {m})"
    assert isinstance(result, torch.Tensor), f"type is {type(result)}"
    assert result.dtype == torch.float32, f"dtype is {result.dtype}"
    shape = tuple(result.shape)
    assert shape == (n, m), f"{sizes}: shape is {shape}, not ({n}, {m})"
    right = a @ b
    first = (a[0] * b[:, 0]).tolist()
    assert torch.equal(result, right), (
        f"{sizes}: got {result.tolist()}, not {right.tolist()}; "
        f"cell [0, 0] is the sum of {first}"
    )
print("All checks passed.")
