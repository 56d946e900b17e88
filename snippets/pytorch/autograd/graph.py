# %% forward
import torch

w = torch.tensor(3.0, requires_grad=True)
x = torch.tensor(2.0)
y = torch.tensor(9.0)

y_pred = w * x
error = y_pred - y
loss = error**2

# is_leaf, requires_grad, grad_fn
print("w:     ", w.is_leaf, w.requires_grad, w.grad_fn)
print("x:     ", x.is_leaf, x.requires_grad, x.grad_fn)
node = y_pred.grad_fn.name()
print("y_pred:", y_pred.is_leaf, y_pred.requires_grad, node)
node = loss.grad_fn.name()
print("loss:  ", loss.is_leaf, loss.requires_grad, node)

# %% step
power = loss.grad_fn
print(power.name(), "has", len(power.next_functions), "input")

# %% walk
subtract = power.next_functions[0][0]
print(subtract.name())

multiply = subtract.next_functions[0][0]
print(multiply.name())
print("its second input:", multiply.next_functions[1][0])

end = multiply.next_functions[0][0]
print(end.name())
print("belongs to w:", end.variable is w)


# %% backward
def say(name):
    return lambda grad: print(f"d loss / d {name} = {grad.item()}")


loss.register_hook(say("loss"))
error.register_hook(say("error"))
y_pred.register_hook(say("y_pred"))
w.register_hook(say("w"))

y_pred.retain_grad()
loss.backward()
print(f"kept: w.grad {w.grad.item()}, y_pred.grad {y_pred.grad.item()}")
