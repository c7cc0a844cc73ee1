"""How gunicorn serves the city: `gunicorn -c python:sunhall.config.gunicorn`."""

import gc
import signal
from pathlib import Path

from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

wsgi_app = "sunhall.config.wsgi:application"
bind = "127.0.0.1:8000"
workers = 2
# A long download, or a slow telephone, holds a thread and nobody else
worker_class = "gthread"
threads = 4
preload_app = True
timeout = 60
graceful_timeout = 10
loglevel = "warning"
control_socket_disable = True

# A heartbeat file on a disk would stall a worker whenever the disk does
memory = Path("/dev/shm")  # noqa: S108
worker_tmp_dir = str(memory) if memory.is_dir() else None


def when_ready(server: Arbiter) -> None:
    """Keep the collector of garbage from walking, and so copying, what lives as long as we."""
    gc.collect()
    gc.freeze()


def post_worker_init(worker: Worker) -> None:
    """Let Ctrl-C, which reaches every worker, end none in the middle of an answer."""
    for number in (signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, worker.handle_exit)
        signal.siginterrupt(number, False)
