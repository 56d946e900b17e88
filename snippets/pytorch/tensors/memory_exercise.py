# %% stub
import torch


def cap_noon(week, limit):
    """A new tensor like week, (5, 3), with capped noon readings."""
    # TODO: replace this line
    return torch.as_tensor(week)


# %% check
def by_loop(week, limit):
    return [[a, min(b, limit), c] for a, b, c in week.tolist()]


table = torch.arange(10.0, 25.0).reshape(5, 3)
turned = table.T.contiguous().T
for week in (table, table.numpy(), turned, table.double()):
    before = week.tolist()
    result = cap_noon(week, 18.0)
    assert isinstance(result, torch.Tensor), f"type is {type(result)}"
    assert week.tolist() == before, "the argument was changed"
    assert result.dtype == torch.as_tensor(week).dtype, "another dtype"
    assert result.tolist() == by_loop(week, 18.0), f"values: {result}"
    result.zero_()
    assert week.tolist() == before, "the result shares memory"
assert torch.equal(cap_noon(table, 99.0), table), "nothing to cap here"
print("All checks passed.")
