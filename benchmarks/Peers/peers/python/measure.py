"""Measures one row of one pool:  measure.py <pool> <row> quick|full

W5-cold prints the first result of a new pool, and nothing else: the clock runs in the process that started this one.
"""
import sys

from pools import POOLS
from tasks import increment


def main():
    name, row, pace = sys.argv[1:]
    if row == "W5-cold":
        pool = POOLS[name]()
        print(pool.call(increment, 1), flush=True)
        pool.close()
        return
    from protocol import done  # a cold start must not pay for these
    from rows import ROWS
    from stage import Stage
    ROWS[row](Stage(name, POOLS[name], pace == "quick"))
    done()


if __name__ == "__main__":
    main()
