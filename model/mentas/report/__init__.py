"""The report: a finished study as sentences, tables and figures. It reads a study's folder and never runs the model."""
