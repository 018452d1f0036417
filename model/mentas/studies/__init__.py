"""Studies: design -> executor -> store -> analysis. Nothing is imported here, so that a design can be read fast."""
