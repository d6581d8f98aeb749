"""A real PostgreSQL server for the tests, started from Debian's package and gone with them."""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg


class PostgresMissing(Exception):
    """There is no PostgreSQL server on this machine; `make test` installs Debian's package `postgresql`."""


def _programs() -> Path:
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    if (found := shutil.which("initdb")) is not None:
        return Path(found).parent
    raise PostgresMissing(PostgresMissing.__doc__)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_server() -> Iterator[str]:
    """Yield the address of a new, empty server: `postgresql://lotse@127.0.0.1:<port>`."""
    programs = _programs()
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []  # the server refuses to run as root
    with tempfile.TemporaryDirectory(prefix="lotse-postgres-") as folder:
        home = Path(folder)
        if as_user:
            shutil.chown(home, "postgres")
        data, port = home / "data", _free_port()
        run = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
        subprocess.run(
            [*as_user, programs / "initdb", "-D", data, "-U", "lotse", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"],
            **run,
        )
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={home} -c fsync=off"
        server = subprocess.Popen(
            [*as_user, programs / "postgres", "-D", data, *options.split()],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
        )
        try:
            _wait_for(programs, port, server)
            yield f"postgresql://lotse@127.0.0.1:{port}"
        finally:
            subprocess.run([*as_user, programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"], **run)
            server.wait(10)


async def create_database(server: str) -> str:
    """The address of a new database without a single table."""
    name = f"lotse_{secrets.token_hex(6)}"
    connection = await asyncpg.connect(f"{server}/postgres")
    try:
        await connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    finally:
        await connection.close()
    return f"{server}/{name}"


def _wait_for(programs: Path, port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if server.poll() is not None:
            raise PostgresMissing(f"the PostgreSQL server ended at once with {server.returncode}")
        # An open port is not enough: a starting server accepts connections and refuses them.
        if subprocess.run([programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)], cwd="/").returncode == 0:
            return
        time.sleep(0.05)
    raise PostgresMissing("the PostgreSQL server did not answer within 60 seconds")
