page = """
```python
print("in a fence")
```

~~~
"""
print(page)
