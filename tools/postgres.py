"""Whether a PostgreSQL server answers: `python -m tools.postgres URL`; exits 1 where none does.

pytest makes and drops a database of its own beside the one the URL names, which need not exist.
"""

import sys
from urllib.parse import urlsplit

import psycopg


def answers(url: str) -> str:
    """Empty where the server answers, else why it does not."""
    server = urlsplit(url)._replace(path="/postgres").geturl()
    try:
        psycopg.connect(server, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        return str(error).splitlines()[0]
    return ""


if __name__ == "__main__":
    problem = answers(sys.argv[1])
    if problem:
        print(f"Skipped: no PostgreSQL server answers ({problem}).")
    sys.exit(1 if problem else 0)
