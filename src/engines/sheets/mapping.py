"""From millimetres on the sheet to pixels of the picture, as nine numbers (a homography)."""

from typing import Final

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
"""One point a row: x and y."""
Matrix = npt.NDArray[np.float64]

AFFINE_POINTS: Final = 3


def apply(matrix: Matrix, points: Points) -> Points:
    mapped = points @ matrix[:, :2].T + matrix[:, 2]
    found: Points = mapped[:, :2] / mapped[:, 2:]
    return found


def affine(of: Points, to: Points) -> Matrix:
    """The best one that keeps parallels parallel; at least three points, not in one line."""
    centre = of.mean(axis=0)
    rows = np.column_stack([of - centre, np.ones(len(of))])
    solved = np.linalg.lstsq(rows, to, rcond=None)[0].T
    solved[:, 2] -= solved[:, :2] @ centre
    return np.vstack([solved, [0.0, 0.0, 1.0]])


def perspective(of: Points, to: Points) -> Matrix:
    """The best one of a flat sheet seen from anywhere; at least four points, well spread."""
    near, far = _to_unit(of), _to_unit(to)
    x, y = apply(near, of).T
    u, v = apply(far, to).T
    none, one = np.zeros_like(x), np.ones_like(x)
    rows = np.vstack(
        [
            np.column_stack([x, y, one, none, none, none, -u * x, -u * y, -u]),
            np.column_stack([none, none, none, x, y, one, -v * x, -v * y, -v]),
        ]
    )
    solved = np.linalg.svd(rows, full_matrices=False)[2][-1].reshape(3, 3)
    found: Matrix = np.linalg.inv(far) @ solved @ near
    return found / found[2, 2] if abs(found[2, 2]) > 1e-12 else found


def _to_unit(points: Points) -> Matrix:
    """Centred and about one wide, so that the numbers of the equations are alike."""
    centre = points.mean(axis=0)
    wide = float(np.abs(points - centre).mean()) or 1.0
    return np.array([[1 / wide, 0, -centre[0] / wide], [0, 1 / wide, -centre[1] / wide], [0, 0, 1]])


def pixels_a_millimetre(matrix: Matrix, points: Points) -> npt.NDArray[np.float64]:
    """At each point, the shorter way across: how fine the picture is there."""
    here = apply(matrix, points)
    across = np.hypot(*(apply(matrix, points + np.array([1.0, 0.0])) - here).T)
    down = np.hypot(*(apply(matrix, points + np.array([0.0, 1.0])) - here).T)
    shorter: npt.NDArray[np.float64] = np.minimum(across, down)
    return shorter
