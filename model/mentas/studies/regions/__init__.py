"""Studies of many regions: every scenario is run in each of them, and the regions are added up to a nation.

Regions have nothing in common but the policy, its money and, where these vary, structure and parameters; each has
luck of its own. A task is one region, so that a worker holds one at a time, and the sum is made of their results,
one after the other.
"""
