"""Speed and memory of mentas against peers that tell the same month, measured side by side in one run.

`python -m benchmarks --help` says how to run it; docs/speed.md shows what it found.
"""
