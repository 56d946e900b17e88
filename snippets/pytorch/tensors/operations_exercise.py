# %% stub
import torch


def center_rows(x):
    """Subtract from each row of x its own mean; return float32."""
    # TODO: replace this line
    return x


# %% check
def by_loop(x):
    rows = []
    for row in x.tolist():
        mean = sum(row) / len(row)
        rows.append([value - mean for value in row])
    return torch.tensor(rows)


week = torch.tensor([[11, 17, 14], [12, 19, 14], [10, 15, 11]])
for x in (week, week[:2].double(), week.float()):
    before = x.clone()
    result = center_rows(x)
    assert torch.equal(x, before), "x itself was changed"
    assert result.dtype == torch.float32, f"dtype is {result.dtype}"
    assert result.shape == x.shape, f"shape is {result.shape}"
    assert torch.allclose(result, by_loop(x)), f"values: {result}"
result = center_rows(week.to("meta"))
assert result.device.type == "meta", f"device is {result.device}"
print("All checks passed.")
