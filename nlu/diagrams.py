"""The figures of an evaluation as pictures: how far confidence can be trusted, what other thresholds would bring."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import Any, Final

_SIZE: Final = 320
_MARGIN: Final = 44
_STEP: Final = 0.05
_STYLE: Final = (
    "text{font:11px sans-serif;fill:#333}.axis{stroke:#333;fill:none}.ideal{stroke:#aaa;stroke-dasharray:4}"
    ".line{stroke:#0b5;stroke-width:2;fill:none}.dot{fill:#0b5}"
)

Point = tuple[float, float]
"""Both from 0 to 1."""


def reliability(steps: Sequence[Mapping[str, float]]) -> str:
    """Return an SVG of the steps of `evaluation.summary`: confidence to the right, share of right ones upwards.

    A dot is the larger, the more questions it stands for.
    """
    most = max((step["n"] for step in steps), default=1)
    points = [(step["confidence"], step["right"]) for step in steps]
    dots = [
        f'<circle class="dot" cx="{_x(x):.1f}" cy="{_y(y):.1f}" r="{2 + 6 * (step["n"] / most) ** 0.5:.1f}">'
        f"<title>{step['n']:.0f}</title></circle>"
        for (x, y), step in zip(points, steps, strict=True)
    ]
    ideal = f'<line class="ideal" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>'
    return _picture("confidence", "right", [ideal, _line(points), *dots])


def trade_off(steps: Sequence[Mapping[str, float]]) -> str:
    """Return an SVG of the trade-off: wrong to the right, offered upwards, a dot for each threshold."""
    right, top = (_limit(step[name] for step in steps) for name in ("wrong", "offered"))
    points = [(step["wrong"] / right, step["offered"] / top) for step in steps]
    dots = [
        f'<circle class="dot" cx="{_x(x):.1f}" cy="{_y(y):.1f}" r="4"/>'
        f'<text x="{_x(x) + 7:.1f}" y="{_y(y) - 5:.1f}">{step["sure"]}</text>'
        for (x, y), step in zip(points, steps, strict=True)
    ]
    return _picture("wrong", "offered, for each threshold of an article", [_line(points), *dots], right, top)


def _limit(shares: Iterable[float]) -> float:
    """Where an axis ends: the next 5 per cent above all *shares*."""
    return ceil(max(shares, default=0.0) / _STEP + 1e-9) * _STEP


def _picture(across: str, upwards: str, content: Iterable[str], right: float = 1.0, top: float = 1.0) -> str:
    ticks = [
        f'<text x="{_x(share):.0f}" y="{_y(0) + 16}" text-anchor="middle">{share * right:.2g}</text>'
        f'<text x="{_MARGIN - 6}" y="{_y(share) + 4:.0f}" text-anchor="end">{share * top:.2g}</text>'
        for share in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    ]
    frame = f'<path class="axis" d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}"/>'
    names = (
        f'<text x="{_x(0.5)}" y="{_SIZE - 6}" text-anchor="middle">{across}</text>'
        f'<text x="{_x(0)}" y="{_y(1) - 10}">{upwards}</text>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE}" width="{_SIZE}" height="{_SIZE}">'
        f"<style>{_STYLE}</style>{frame}{''.join(ticks)}{names}{''.join(content)}</svg>\n"
    )


def _line(points: Sequence[Point]) -> str:
    return f'<polyline class="line" points="{" ".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in points)}"/>'


def _x(share: float) -> float:
    return _MARGIN + share * (_SIZE - 2 * _MARGIN)


def _y(share: float) -> float:
    return _SIZE - _MARGIN - share * (_SIZE - 2 * _MARGIN)


def as_files(result: Mapping[str, Any]) -> dict[str, str]:
    """Return the pictures of an evaluation by the names of their files."""
    return {"reliability.svg": reliability(result["reliability"]), "trade-off.svg": trade_off(result["trade_off"])}
