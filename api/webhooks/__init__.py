"""What happened in the service, told to servers that the operator lists, by a process of its own.

    service ─enqueue─▶ outbox (SQLite) ─▶ `mokcheck webhooks send` ─signed bytes─▶ endpoint

The service only writes into the outbox and opens no connection. Signatures and headers are those of Standard Webhooks
(standardwebhooks.com), so that receivers check them with a library of theirs.
"""
