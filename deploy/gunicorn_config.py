"""gunicorn in production. Threads wait for the database; add containers rather than workers."""

import multiprocessing

bind = "0.0.0.0:8000"  # inside the container network
worker_class = "gthread"
workers = min(4, multiprocessing.cpu_count())
threads = 4
preload_app = True
timeout = 60
graceful_timeout = 30
keepalive = 75  # longer than nginx keeps its connections
max_requests = 5000
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm"  # noqa: S108 - heartbeats in memory
accesslog = None  # nginx writes it
control_socket_disable = True


def when_ready(server: object) -> None:
    """Before the workers are forked, and for those that follow them later."""
    from core.pdf import warm_up  # the program is loaded by now, not while this file is read

    warm_up()
