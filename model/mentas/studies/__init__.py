"""Studies: design -> engine -> store -> analysis. Nothing is imported here, so that a design can be read fast."""
