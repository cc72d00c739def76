"""What stops a run. A fault in somebody's form is a Finding, never an exception."""

from __future__ import annotations

import errno


class PipelineError(Exception):
    """The run cannot go on. ``problem`` says what and where, ``remedy`` what to do; both in Chinese."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} 处理办法：{remedy}")
        self.problem = problem
        self.remedy = remedy


class ConfigError(PipelineError):
    """config.toml is missing, malformed, or names a setting that does not exist."""


class MasterError(PipelineError):
    """A master table contradicts itself or cannot be read; names the workbook, sheet and cell."""


class StateError(PipelineError):
    """The folders look wrong (an inbox emptied, a master table cut in half): nothing has been written."""


class BusyError(PipelineError):
    """Another run is under way in the same project folder (exit code 3)."""


_WHY = {
    errno.ENOSPC: ("磁盘已满", "请清理磁盘后重新运行"),
    getattr(errno, "EDQUOT", errno.ENOSPC): ("磁盘配额已用完", "请清理磁盘或请管理员增加配额后重新运行"),
    errno.EFBIG: ("文件太大，磁盘放不下", "请换到允许大文件的磁盘后重新运行"),
    errno.EROFS: ("磁盘是只读的", "请改为可写后重新运行"),
    errno.EACCES: ("没有权限，或正被其他程序占用", "请关闭打开它的程序、检查文件夹权限后重新运行"),
    errno.EPERM: ("没有权限，或正被其他程序占用", "请关闭打开它的程序、检查文件夹权限后重新运行"),
    errno.ENOTDIR: ("同名的文件占了文件夹的位置", "请把它改名或移走后重新运行"),
    errno.EEXIST: ("同名的文件占了文件夹的位置", "请把它改名或移走后重新运行"),
    errno.EISDIR: ("同名的文件夹占了文件的位置", "请把它改名或移走后重新运行"),
    errno.ENAMETOOLONG: ("名称太长", "请把项目文件夹移到路径较短的地方，或缩短单位名录中的单位名称后重新运行"),
    errno.EIO: ("磁盘读写出错", "请检查磁盘和网络盘后重新运行"),
    errno.ENOENT: ("文件或文件夹不在了", "请检查网络盘是否连接、文件是否刚被移走，然后重新运行"),
}


def refused_by_system(error: OSError) -> PipelineError:
    """What the system would not let us do, where, and the cure."""
    why, cure = _WHY.get(error.errno or 0, (error.strerror or str(error), "请检查磁盘和文件夹权限后重新运行"))
    place = error.filename2 or error.filename
    return PipelineError(
        f"{f'{place} 无法读写' if place else '无法读写'}：{why}。", f"{cure}；上次运行的台账不受影响。"
    )


def fault_of_ours(error: Exception) -> PipelineError:
    """A fault in the program: nobody in the office can mend it, and the traceback is in the log."""
    return PipelineError(
        f"程序出错（{type(error).__name__}），这次没有运行完，上次运行的台账不受影响。",
        "请把 archive/日志/运行.log 发给维护人员。",
    )
