"""A Ray cluster of two nodes with one core each, on loopback, for the tests of a module."""

import os
import tempfile
from contextlib import contextmanager

SETTINGS = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_worker_niceness": "0",
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",  # which keeps nodes on loopback
    "RAY_health_check_period_ms": "1000",
    "RAY_health_check_initial_delay_ms": "1000",
}
NODE = {"num_cpus": 1, "include_dashboard": False, "object_store_memory": 150_000_000, "node_ip_address": "127.0.0.1"}


@contextmanager
def cluster():
    """The cluster, whose `address` the command takes."""
    os.environ.update(SETTINGS)
    from ray.cluster_utils import Cluster

    with tempfile.TemporaryDirectory(prefix="ray-", ignore_cleanup_errors=True) as folder:
        started = Cluster(initialize_head=True, head_node_args={**NODE, "temp_dir": folder})
        try:
            started.add_node(**NODE)
            yield started
        finally:
            started.shutdown()
            for name in SETTINGS:
                del os.environ[name]
