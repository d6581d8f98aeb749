"""Work for all processors of the machine, in processes of their own.

Threads would share one interpreter lock, and liblinear's one source of chance.
"""

import os
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from typing import TypeVar

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


def in_processes(
    function: Callable[[_Task], _Result], tasks: Iterable[_Task], most: int | None = None
) -> list[_Result]:
    """Return what *function* makes of each task, in their order; one process for each processor, or *most* of them.

    The function and its tasks are pickled. Starting the processes takes a second or two. They end with this process,
    also when it is killed.
    """
    with ProcessPoolExecutor(most or os.cpu_count(), get_context("spawn"), _end_with_parent) as pool:
        return list(pool.map(function, tasks))


def _end_with_parent() -> None:
    """A process of a pool waits for work for ever, also when nobody is left to bring any."""
    threading.Thread(target=_wait_for_end_of_parent, daemon=True).start()


def _wait_for_end_of_parent() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
