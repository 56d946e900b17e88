import torch

if torch.accelerator.is_available():  # PyTorch 2.6 or newer
    device = torch.accelerator.current_accelerator()
else:
    device = torch.device("cpu")
x = torch.ones(3, device=device, requires_grad=True)
print(x.detach().cpu().numpy())
