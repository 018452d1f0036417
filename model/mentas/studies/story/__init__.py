"""One simulated household under two policies with the same luck: a replicate of a finished comparison lived again."""
