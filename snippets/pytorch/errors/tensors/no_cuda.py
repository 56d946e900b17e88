import torch

print(f"built for CUDA: {torch.version.cuda}")
try:
    print(torch.ones(3, device="cuda"))
except (AssertionError, RuntimeError) as error:
    print(f"{type(error).__name__}: {error}")
