"""How fast Lotse is and how much it needs: `python -m benchmarks` measures and writes docs/performance.md."""
