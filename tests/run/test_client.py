"""The servers of forks: replaced when they end or lack a module, and gone, with their programs, when nobody waits."""

import contextlib
import os
import shutil
import signal
from pathlib import Path

import psutil
import pytest
from mini import ROOT, if_server_imports, program, python, start_python, wait_for, write_files

import academy
from academy.program import Conditions
from academy.run import client

ASK = f"""
import os, resource, sys, threading
from pathlib import Path

import psutil

sys.path.append({str(ROOT / "tests")!r})
from mini import program, wait_for

from academy.program import Conditions, Limits
from academy.run import client

def ask(code, fresh=True, server=None):
    try:
        return client.run(program(code), Conditions(Path.cwd(), Limits(seconds=500)), fresh, server)
    except client.RunError as error:
        print(error)

def in_thread(*arguments):
    thread = threading.Thread(target=ask, args=arguments)
    thread.start()
    return thread

"""
ENDED = "the process that runs docs/page.md ended without an answer"


def runs(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.status() != psutil.STATUS_ZOMBIE  # which only waits for a look at its end
    return False


def test_supervisor_that_died_while_it_waited_is_replaced(run_code, own_server):
    assert run_code("print(1)", server=own_server).breach is None
    waiting = psutil.Process(own_server.pid).children()
    for supervisor in waiting:
        supervisor.kill()
    wait_for(lambda: not any(map(runs, waiting)))
    assert waiting
    assert run_code("print(2)", server=own_server).parts[0].stdout == "2\n"


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT])
def test_caller_that_is_killed_leaves_no_process(tmp_path, ending):
    waits = "import os, subprocess, time\nchild = subprocess.Popen(['sleep', '97'])\n"
    waits += f"print(os.getpid(), child.pid, file=open({str(tmp_path / 'started')!r}, 'w'), flush=True)\ntime.sleep(80)"
    write_files(tmp_path, {"caller.py": f"{ASK}ask({waits!r})", "tmp/.keep": ""})
    temporary = tmp_path / "tmp"
    caller = start_python("caller.py", cwd=tmp_path, TMPDIR=str(temporary))
    wait_for(lambda: (tmp_path / "started").exists() and (tmp_path / "started").read_text().count(" "))
    family = [caller, *caller.children(recursive=True)]
    assert set(map(int, (tmp_path / "started").read_text().split())) <= {process.pid for process in family}
    caller.send_signal(ending)
    wait_for(lambda: not any(map(runs, family)))  # long before the program ends by itself
    caller.wait()
    assert os.listdir(temporary) == [".keep"]


def test_stop_ends_running_programs_at_once_and_a_later_start_gives_a_new_server(tmp_path):
    started = str(tmp_path / "started")
    runs = f"import os, time\nprint(os.getpid(), file=open({started!r}, 'w'), flush=True)\ntime.sleep(500)"
    never = f"open({str(tmp_path / 'never')!r}, 'w')"
    code = f"""
server = client.start(fresh=True)
thread = in_thread({runs!r}, True, server)
started = Path("started")
wait_for(lambda: started.exists() and started.read_text())
running = psutil.Process(int(started.read_text()))
client.stop()
thread.join()
wait_for(lambda: not running.is_running())
ask({never!r}, True, server)
other = client.start(fresh=True)
print(server.alive(), other.alive(), other.pid == server.pid)
print(ask("print(1)", server=other).parts[0].stdout.strip(), ask("print(2)").parts[0].stdout.strip())
"""
    found = python("-c", ASK + code, cwd=tmp_path)
    assert (found.stdout.splitlines(), found.stderr) == ([ENDED, ENDED, "False True False", "1 2"], "")
    assert not (tmp_path / "never").exists()


@if_server_imports
def test_server_that_lacks_a_module_is_replaced_without_harm_to_its_programs(tmp_path):
    started, go = str(tmp_path / "started"), str(tmp_path / "go")
    runs = f"import os, time\nopen({started!r}, 'w')\nwhile not os.path.exists({go!r}): time.sleep(0.02)"
    code = f"""
first = psutil.Process(client.start(modules=[]).pid)
thread = in_thread({runs!r}, False)
wait_for(Path({started!r}).exists)
client.start(modules=['numpy'])
open({go!r}, 'w')
thread.join()
first.wait(timeout=60)  # nobody needs it now
"""
    found = python("-c", ASK + code, cwd=tmp_path)
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")


@if_server_imports
def test_module_that_cannot_be_imported_is_named(tmp_path):
    write_files(tmp_path, {"broken/torch.py": "raise ImportError('no such library')"})
    path = os.pathsep.join([str(tmp_path / "broken"), str(ROOT)])
    found = python("-c", ASK + "ask('import torch', fresh=False)", cwd=tmp_path, PYTHONPATH=path)
    assert found.stdout == f"{ENDED}: cannot import torch: no such library\n"
    assert "broken/torch.py" in found.stderr


def test_full_disk_is_not_the_fault_of_a_program(tmp_path):
    found = python("-c", ASK + "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\nask('print(1)')", cwd=tmp_path)
    assert found.stdout.startswith("docs/page.md cannot be run here: [Errno 2] No usable temporary directory")


def test_starts_that_fail_leave_no_handle_open(tmp_path, run_code, own_server):
    def handles() -> list[int]:
        return [supervisor.num_fds() for supervisor in psutil.Process(own_server.pid).children()]

    run_code("print(1)", server=own_server)
    before = handles()
    for _ in range(3):
        with pytest.raises(client.RunError, match="File name too long"):
            client.run(program("print(1)", name=f"docs/{'x' * 300}.md"), Conditions(tmp_path), server=own_server)
    assert handles() == before


def test_server_that_died_is_started_again(tmp_path):
    code = "server = psutil.Process(client.start(fresh=True).pid)\nserver.kill()\nserver.wait(timeout=60)\n"
    found = python("-c", ASK + code + "print(ask('print(1)').parts[0].stdout)", cwd=tmp_path)
    assert (found.stdout, found.stderr) == ("1\n\n", "")


def test_engine_that_is_not_installed_runs_programs_with_its_own_code(tmp_path):
    """Its servers find it where it lies, not where another may be installed."""
    shutil.copytree(Path(academy.__file__).parent, tmp_path / "academy", ignore=shutil.ignore_patterns("__pycache__"))
    found = python("-c", ASK + "print(ask('import academy; print(academy.__file__)').parts[0].stdout)", cwd=tmp_path)
    assert (found.stdout, found.stderr) == ("academy/__init__.py\n\n", "")


def test_server_of_a_builds_own_is_not_that_of_the_process():
    shared, own = client.start(), client.prepare([program("print(1)")], own=True)
    own.close()
    assert own is not shared and shared.alive()
