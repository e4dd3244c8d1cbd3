"""A pass over the outbox: what is due is sent, and what came of it is written down."""

from __future__ import annotations

import logging
import random
from collections import Counter
from collections.abc import Callable, Sequence

from api.webhooks.endpoints import Endpoint
from api.webhooks.outbox import Delivery, DeliveryState, Outbox
from api.webhooks.post import Answer

LOG = logging.getLogger("mokcheck.webhooks")
PAUSES_S = (5.0, 300.0, 1_800.0, 7_200.0, 18_000.0, 36_000.0, 50_400.0, 72_000.0, 86_400.0)
"""Pauses behind the first, second … attempt, as Standard Webhooks proposes; three days and some hours in all."""
JITTER = 0.2
"""Part by which a pause is longer or shorter, so that not all come back at once."""
MAX_WAIT_S = 86_400.0
"""Longest pause that an endpoint may ask for."""
OK, GONE = range(200, 300), 410
Post = Callable[[Endpoint, str, bytes], Answer]


def send_due(
    outbox: Outbox,
    endpoints: Sequence[Endpoint],
    post: Post,
    now: Callable[[], float],
    *,
    stop: Callable[[], bool] = lambda: False,
) -> Counter[DeliveryState]:
    """Sends all that is due when the pass begins; how many deliveries ended in which state.

    The endpoints take turns. One that fails is left alone for the rest of the pass, so that it delays no other. What
    is for an endpoint that is no longer listed stays as it is. Raises StoreProblem.
    """
    start = now()
    outbox.sweep(start)
    while events := outbox.unspread():
        for event, client, kind in events:
            outbox.spread(event, [one.name for one in endpoints if one.hears_of(client, kind)], start)
    ended: Counter[DeliveryState] = Counter()
    turn = list(endpoints)
    while turn and not stop():
        endpoint = turn.pop(0)
        delivery = outbox.take(endpoint.name, now(), start)
        if delivery is None:
            continue
        answer = post(endpoint, delivery.event, delivery.body)
        state, due = judge(delivery, answer, now())
        outbox.settle(delivery, state, due, answer.said)
        fields = {"webhook": delivery.event, "endpoint": endpoint.name, "said": answer.said, "state": str(state)}
        LOG.info("webhook sent", extra={"fields": fields})
        ended[state] += 1
        if state is DeliveryState.DELIVERED:
            turn.append(endpoint)
    return ended


def judge(delivery: Delivery, answer: Answer, now: float) -> tuple[DeliveryState, float]:
    """The state after an attempt, and when the next is due. Only 2xx is success; 410 ends it at once."""
    if answer.status in OK:
        return DeliveryState.DELIVERED, now
    if answer.status == GONE or delivery.attempts > len(PAUSES_S):
        return DeliveryState.FAILED, now
    pause = PAUSES_S[delivery.attempts - 1] * random.uniform(1 - JITTER, 1 + JITTER)
    return DeliveryState.PENDING, now + max(pause, min(answer.wait_s or 0.0, MAX_WAIT_S))
