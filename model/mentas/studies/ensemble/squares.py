"""Sums of squares of replicates that lie in a nest: lucks within models within structures."""

from __future__ import annotations

import numpy as np


class Squares:
    """Sums of squares of cells over lucks within models within structures, and what is expected of them."""

    def __init__(self, y: np.ndarray, structure: np.ndarray, model: np.ndarray) -> None:
        _, first, of_model = np.unique(model, return_index=True, return_inverse=True)
        _, of_structure = np.unique(structure, return_inverse=True)
        self.n = n = y.shape[1]
        self.models = int(of_model.max()) + 1
        self.structures = int(of_structure.max()) + 1
        self.dice = n - self.models
        self.free_models = self.models - self.structures
        by_model = np.eye(self.models)[of_model]
        by_structure = np.eye(self.structures)[of_structure]
        in_model, in_structure = by_model.sum(axis=0), by_structure.sum(axis=0)
        model_means, structure_means = y @ by_model / in_model, y @ by_structure / in_structure
        mean = y.mean(axis=1, keepdims=True)
        home = of_structure[first]
        self._dice_squares = ((y - model_means[:, of_model]) ** 2).sum(axis=1)
        self._model_squares = ((model_means - structure_means[:, home]) ** 2) @ in_model
        self._structure_squares = ((structure_means - mean) ** 2) @ in_structure
        self._all_squares = ((model_means - mean) ** 2) @ in_model
        self.within_model = float((in_model**2).sum()) / n**2
        self.within_structure = float((in_structure**2).sum()) / n**2
        self._own = float((in_model**2 / in_structure[home]).sum())

    def freedom_between(self) -> np.ndarray:
        """Satterthwaite's degrees of freedom of what varies between models: fewer, the more of it is structure."""
        free = np.array([self.free_models, self.structures - 1])
        both = np.stack([self._model_squares, self._structure_squares])
        spread = (both**2 / np.maximum(free, 1)[:, None]).sum(axis=0)
        whole = both.sum(axis=0) ** 2
        return np.divide(whole, spread, out=np.full_like(whole, self.models - 1.0), where=spread > 0.0)

    def table(self, *, three: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Mean squares, their degrees of freedom, and what each expects of each component; innermost first."""
        n, spread = self.n, self.n * self.within_model
        dice = self._dice_squares / max(self.dice, 1)
        if not three:
            free = self.models - 1
            squares = np.stack([dice, self._all_squares / free])
            return squares, np.array([self.dice, free]), np.array([[1.0, 0.0], [1.0, (n - spread) / free]])
        free, outer = self.free_models, self.structures - 1
        squares = np.stack([dice, self._model_squares / free, self._structure_squares / outer])
        expected = np.array(
            [
                [1.0, 0.0, 0.0],
                [1.0, (n - self._own) / free, 0.0],
                [1.0, (self._own - spread) / outer, (n - n * self.within_structure) / outer],
            ]
        )
        return squares, np.array([self.dice, free, outer]), expected


def components(y: np.ndarray, *, structure: np.ndarray, model: np.ndarray) -> np.ndarray:
    """Unbiased estimates of the variances of dice, parameters and structure, as they come: also below zero.

    Args:
        y: shape (cells, replicates), all finite; some structure has two models and some model two lucks.
        structure: number of the structure of each replicate.
        model: number of the model of each replicate.
    """
    squares, _, expected = Squares(y, structure, model).table(three=True)
    return np.asarray(np.linalg.solve(expected, squares))
