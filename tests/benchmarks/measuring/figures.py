"""Medians, and the tables that are made of them."""
import statistics

NO_FIGURE = "–"


def values(rows: list[dict], key: str, **labels) -> list[float]:
    """The values of a key in the rows that have these labels and nothing wrong."""
    return [row[key] for row in rows if row["ok"] and key in row and all(row.get(name) == label for name, label in labels.items())]


def median(rows: list[dict], key: str, **labels) -> float | None:
    """Their median, or None where there is none."""
    found = values(rows, key, **labels)
    return statistics.median(found) if found else None


def spread(rows: list[dict], key: str, digits: int = 0, **labels) -> str:
    """Their smallest and largest."""
    found = values(rows, key, **labels)
    return f"{number(min(found), digits)}–{number(max(found), digits)}" if found else NO_FIGURE


def number(value: float | None, digits: int = 0) -> str:
    """A figure as text, with commas between the thousands."""
    return NO_FIGURE if value is None else f"{value:,.{digits}f}"


def ratio(value: float | None, base: float | None) -> str:
    """How many times the base a value is."""
    return NO_FIGURE if not base or value is None else f"{value / base:.2f}"


def table(head: list[str], rows: list[list[str]]) -> str:
    """A table in Markdown; the first column is text, the others are figures."""
    lines = [head, ["---"] + ["--:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
