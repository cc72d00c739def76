"""A process that ends itself before it takes more memory than it may."""

from __future__ import annotations

import ctypes
import os
import sys
import threading

TOO_MUCH = 77
"""How a process ends that took too much."""
_PAUSE = 0.2  # seconds between two looks


def limit_memory(megabytes: int) -> None:
    """From now on this process takes at most so much more memory; what asks for more fails, or ends it (TOO_MUCH)."""
    more = megabytes * 1024 * 1024
    if sys.platform == "linux":
        import resource

        with open("/proc/self/statm", encoding="ascii") as told:
            now = int(told.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (now + more, now + more))
    else:
        threading.Thread(target=_watch, args=(_resident() + more,), daemon=True).start()


def _watch(most: int) -> None:
    clock = threading.Event()
    while _resident() <= most:
        clock.wait(_PAUSE)
    os._exit(TOO_MUCH)


if sys.platform == "win32":

    class _Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS of Windows."""

        _fields_ = [
            ("cb", ctypes.c_ulong),
            ("PageFaultCount", ctypes.c_ulong),
            *(
                (name, ctypes.c_size_t)
                for name in ("PeakWorkingSetSize", "WorkingSetSize", *(f"x{n}" for n in range(6)))
            ),
        ]

    def _resident() -> int:
        """Bytes that this process holds in memory."""
        told = _Counters()
        told.cb = ctypes.sizeof(told)
        own = ctypes.c_void_p(ctypes.windll.kernel32.GetCurrentProcess())
        ctypes.windll.psapi.GetProcessMemoryInfo(own, ctypes.byref(told), told.cb)
        return int(told.WorkingSetSize)
else:

    def _resident() -> int:
        """Bytes that this process held in memory at most."""
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # bytes on macOS
