"""Many articles by many processes: the same records as one reader makes, byte for byte.

An engine cuts inputs into partitions, hands each to a worker that holds a reader of its own, and gives back what
became of them in the order of the inputs: `LocalEngine` with processes of this machine, `RayEngine` on a Ray cluster.
What comes back goes straight into a ledger, or into a folder of Parquet files that `import_directory` brings into one
later.

    >>> selon.Ledger("selon.duckdb").add("articles/", engine=LocalEngine(workers=4))
    >>> for part in write_directory(RayEngine(), ["crawl/"], Told(), Path("records")):
    ...     print(part.records, part.failures)
"""

from selon.scale.directory import import_directory, write_directory
from selon.scale.local import LocalEngine
from selon.scale.on_ray import RayEngine

__all__ = ["LocalEngine", "RayEngine", "import_directory", "write_directory"]
