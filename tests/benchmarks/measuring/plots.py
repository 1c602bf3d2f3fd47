"""Plots as small SVG files whose text stays text."""
from pathlib import Path

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "reworkerhost", "font.family": "sans-serif", "font.size": 10})

from matplotlib import pyplot  # noqa: E402  the backend must be chosen before


def plot(file: Path, title: str, x_label: str, points: list[tuple[str, dict[str, list[float]]]]) -> None:
    """Draws jobs/s and CPU time per job over what was varied; the dots are the rounds, the line goes through the medians.

    points: for each step on the x axis its name and the values by the names "jobs_per_s" and "cpu_us".
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    figure, axes = pyplot.subplots(1, 2, figsize=(8, 3))
    for axis, key, label, colour in zip(axes, ("jobs_per_s", "cpu_us"), ("jobs/s", "CPU µs per job (host)"), ("#1f6feb", "#d1570a")):
        _draw(axis, [values.get(key, []) for _, values in points], colour)
        axis.set_xticks(range(len(points)), [name for name, _ in points])
        axis.set_xlabel(x_label)
        axis.set_ylabel(label)
        axis.set_xlim(-0.3, len(points) - 0.7)
        axis.set_ylim(0, 1.1 * max((max(values[key]) for _, values in points if values.get(key)), default=1))
        axis.grid(axis="y", alpha=0.3)
        axis.spines[["top", "right"]].set_visible(False)
    figure.suptitle(title, fontsize=11)
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None, "Creator": None})
    pyplot.close(figure)


def _draw(axis, columns: list[list[float]], colour: str) -> None:
    filled = [(x, sorted(values)) for x, values in enumerate(columns) if values]
    axis.plot([x for x, _ in filled], [_middle(values) for _, values in filled], color=colour, marker="o")
    for x, values in filled:
        axis.plot([x] * len(values), values, color=colour, marker=".", linestyle="", alpha=0.4)


def _middle(values: list[float]) -> float:
    return (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
