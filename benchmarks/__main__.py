"""Measure everything and write docs/performance.md."""

import asyncio

from benchmarks.report import PAGE, write
from benchmarks.start import measure_start
from benchmarks.webhook import compare


async def main() -> None:
    start = await measure_start()
    compared = await compare()
    write(start, compared)
    print(f"written to {PAGE}")


if __name__ == "__main__":
    asyncio.run(main())
