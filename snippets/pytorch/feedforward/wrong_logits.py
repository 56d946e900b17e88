import torch

x = torch.tensor([[2.0, 1.0]])
hidden_weight = torch.tensor([[1.0, 2.0], [0.0, -1.0], [3.0, 0.0]])
hidden_bias = torch.tensor([0.5, 0.0, -1.0])
output_weight = torch.tensor([[1.0, 2.0, -0.5], [-1.0, 1.0, 1.0]])
output_bias = torch.tensor([0.0, 0.5])
z = x @ hidden_weight.T + hidden_bias
h = torch.relu(z)

# %% no-relu
logits = z @ output_weight.T + output_bias
print("logits", logits.tolist())

# %% no-bias
logits = h @ output_weight.T
print("logits", logits.tolist())

# %% no-sign
logits = h @ output_weight.abs().T + output_bias
print("logits", logits.tolist())
