"""Virtual trials: a published trial is replayed in the model, and its effects are set against those published."""
