"""Speed and memory of mentas against peers that tell the same month, measured side by side in one run.

python -m benchmarks --quick
"""
