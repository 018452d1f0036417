"""Programmes: what the government does for households, each as data over one of three mechanisms.

Nothing is imported here, so that reading a programme needs no compiled code; `delivery` hands out.
"""
