"""What a measuring process says to the race, and the little that it hears."""
import os
import sys


def figure(row, value):
    """A figure, or a word such as 'hangs' where there is none."""
    print("FIGURE", row, value, flush=True)


def let_look(row, workers=()):
    """Has the race look at this process and its workers from outside; returns when it has seen enough."""
    print("LOOK", row, os.getpid(), *workers, flush=True)
    sys.stdin.readline()


def done():
    """Says that there is nothing more to come, and ends; what still runs is ended by the race."""
    print("DONE", flush=True)
    os._exit(0)
