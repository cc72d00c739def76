"""``fleet``: many offices run side by side, and their roll-up. From the ground up:

- offices: which folders are offices
- roll: which offices the last roll-up knew
- office_run: one office's weekly run, whose failure is an answer and no exception
- pool: kept processes on this machine
- cluster: a Dask cluster
- fleet: all of it, and the roll-up
"""

from pipeline.stages.fleet.fleet import FleetOutcome, FleetWalk, run_fleet

__all__ = ["FleetOutcome", "FleetWalk", "run_fleet"]
