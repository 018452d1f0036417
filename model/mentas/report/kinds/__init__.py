"""Reports of every kind of study but a comparison: sweeps, discoveries, sensitivity, frontiers, trials, patterns."""
