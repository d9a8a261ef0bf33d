"""A pytest plugin: one module of gongzhi is read from another file, the mutant's.

The working tree is never touched. ``GONGZHI_MUTANT`` names the module and the file: ``module=file``.
Kernels of the other modules come from the warm cache, which knows them by the unchanged sources; those
of the mutant's own file are compiled anew, since the cache goes by file.
"""

import importlib.util
import os
import sys


class StandIn:
    """Finds the mutant where its module is asked for, and nothing else."""

    def __init__(self, module, path):
        self.module, self.path = module, path

    def find_spec(self, name, path=None, target=None):
        """Return where the module's source is, if it is the mutant's."""
        if name == self.module:
            return importlib.util.spec_from_file_location(name, self.path)
        return None


def pytest_configure(config):
    """Refuse to go on if the module was there before the mutant: the tests would try the original."""
    assert "gongzhi.model" not in before, "gongzhi was imported before its mutant"


before = set(sys.modules)
sys.meta_path.insert(0, StandIn(*os.environ["GONGZHI_MUTANT"].split("=", 1)))
