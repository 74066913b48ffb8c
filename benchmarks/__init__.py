"""What is measured, and against what. README.md has the figures; `make benchmarks` makes them anew."""
