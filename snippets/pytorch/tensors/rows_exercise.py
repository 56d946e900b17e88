# %% stub
import torch


def cold_nights(temps, limit):
    """The days of temps, (n, 3), with a morning below limit."""
    # TODO: replace this line
    return temps


# %% check
torch.manual_seed(0)
for days, limit in ((5, 10.0), (8, 12.0), (3, 11.0), (1, 0.0)):
    temps = torch.randint(5, 22, (days, 3)).float()
    temps[0] = torch.tensor([20.0, limit - 1, limit - 1])
    kept = [day for day in temps.tolist() if day[0] < limit]
    result = cold_nights(temps, limit)
    assert isinstance(result, torch.Tensor), f"type is {type(result)}"
    assert result.dtype == torch.float32, f"dtype is {result.dtype}"
    assert result.ndim == 2, (
        f"shape is {tuple(result.shape)}: a mask in the shape of the "
        "table picks single numbers; make one answer for each row"
    )
    assert tuple(result.shape) == (len(kept), 3), (
        f"{tuple(result.shape)} where {len(kept)} days of 3 are right: "
        "the morning is column 0, and only below the limit counts"
    )
    assert result.tolist() == kept, f"{result.tolist()}, not {kept}"
print("All checks passed.")
