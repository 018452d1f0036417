"""The space that a study explores: levers of the government, uncertainties of the world, and where its points lie."""
