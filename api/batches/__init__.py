"""A retailer's stock over HTTP: taken in, worked on by a process of its own, asked for, reviewed by people.

    POST ─▶ folder of the batch + row in `batches.sqlite` ◀─ `mokcheck work` ─▶ `verifier.batch` ─▶ results

All of the work is that of `mokcheck batch`: the same plan, child processes, ledger and results.
"""
