"""Frontiers of a budget: which mixes of programmes no other mix beats in everything that counts, and how sure that is.

What is tried and lived through is somebody else's work; here are arrays of outcomes by mix and world, and what can be
said of them.
"""
