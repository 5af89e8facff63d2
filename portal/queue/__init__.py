"""Durable work: tasks that are rows of the database until they are done (decision 0032).

Whoever changes something enqueues what follows from it in the same transaction: both are stored or
neither is. A worker (`worker.py`) takes one row after the other; what fails is tried again
(`retrying.py`), what a killed worker leaves is taken up by another one (`leases.py`). So a task may
be done twice, and each of ours may be: it makes what is missing, or says again what is true.

`state.py` tells others how the queue stands, `report.py` tells superusers.
"""

# Which of TASKS this is about.
BACKEND = "background"
