"""The machine and the versions behind the figures."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path


def facts() -> dict[str, str]:
    """Processor, cores, memory and versions, by name."""
    return {
        "processor": _processor(),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "memory": f"{total_memory() / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        **{name: version(name) for name in ("numba", "numpy", "mesa", "mentas") if _is_installed(name)},
    }


def described() -> str:
    """The machine in a sentence."""
    found = facts()
    versions = ", ".join(f"{name} {found[name]}" for name in ("Python", "numba", "numpy", "mesa") if name in found)
    return f"Machine: {found['processor']}, {found['cores']} cores, {found['memory']}, {found['system']}; {versions}."


def total_memory() -> int:
    """Memory of the machine, bytes."""
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def available_memory() -> int:
    """Memory that a process can still have, bytes: what the kernel says, or that of its control group if less."""
    found = total_memory()
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                found = int(line.split()[1]) * 1024
        limit = Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii").strip()
        used = int(Path("/sys/fs/cgroup/memory.current").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return found
    return found if limit == "max" else min(found, int(limit) - used)


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                family = [other for other in Path("/proc/cpuinfo").read_text().splitlines() if "cpu family" in other]
                number = family[0].split(":")[1].strip() if family else "?"
                return f"{line.split(':', 1)[1].strip()} (family {number})"
    except OSError:
        pass
    return platform.processor() or platform.machine()


def _is_installed(name: str) -> bool:
    try:
        version(name)
    except Exception:
        return False
    return True
