"""Python's garbage collector, told what a server is: most of what it holds stays for good."""

import gc

#: New objects between two looks at the youngest of them. An edit of a large plan makes some 15,000,
#: nearly all gone by reference counts when it ends.
YOUNG = 20_000
#: Looks at the younger generation for one at the next.
OLDER = 20


def settle() -> None:
    """Leave aside what is loaded by now, and look less often at what comes.

    A full collection walks everything that lives: with the library's code and data that takes some
    100 ms of whichever request it falls into.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, OLDER, OLDER)
