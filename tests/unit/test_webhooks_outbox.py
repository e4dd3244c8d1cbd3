"""The outbox, the schedule and the file of endpoints: no connection is opened here."""

import json
import sqlite3
import stat
import threading
from collections import Counter

import pytest

from api.webhooks.endpoints import read_endpoints
from api.webhooks.outbox import KEPT_S, TAKEN_S, DeliveryState, Outbox, enqueue
from api.webhooks.post import Answer
from api.webhooks.send import PAUSES_S, send_due
from tests.support.webhook_receiver import SECRET, endpoints_file
from verifier.errors import BadRequest, BadSettings, StoreProblem

EVENT = {"kind": "batch.finished", "item": "b_1", "state": "done", "link": "/v1/batches/b_1"}
AT = 1_795_000_000.0
PENDING, DELIVERED, FAILED = DeliveryState.PENDING, DeliveryState.DELIVERED, DeliveryState.FAILED


@pytest.fixture
def path(tmp_path):
    return tmp_path / "outbox.sqlite"


@pytest.fixture
def endpoints(tmp_path):
    return read_endpoints(endpoints_file(tmp_path, "https://one.example/hook", "https://two.example/hook"))


class Posts:
    """Answers by endpoint, and what was sent."""

    def __init__(self, **answers):
        self.answers = answers
        self.sent = []

    def __call__(self, endpoint, event, body):
        self.sent.append((endpoint.name, event, body))
        return self.answers.get(endpoint.name, Answer(204, "HTTP 204"))


def passed(path, endpoints, post, now=AT):
    with Outbox(path) as outbox:
        return send_due(outbox, endpoints, post, lambda: now)


def states(path):
    with Outbox(path) as outbox:
        return {(one.event, one.endpoint): (one.state, one.attempts, one.said) for one in outbox.deliveries()}


# ---- events ---------------------------------------------------------------------------------------------------------


def test_an_event_holds_kind_id_state_link_and_time_and_nothing_else(path):
    event = enqueue(path, **EVENT, at=AT, client="k_7")
    with Outbox(path) as outbox:
        ((found, client, kind),) = outbox.unspread()
        outbox.spread(event, ["one"], AT)
        (delivery,) = outbox.deliveries()
    assert (found, client, kind) == (event, "k_7", "batch.finished")
    assert json.loads(delivery.body) == {
        "type": "batch.finished",
        "timestamp": "2026-11-18T11:06:40Z",
        "data": {"id": "b_1", "state": "done", "link": "/v1/batches/b_1"},
    }
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_same_event_twice_is_one_and_another_state_another(path):
    first = enqueue(path, **EVENT, at=AT)
    assert enqueue(path, **EVENT, at=AT + 9) == first
    assert enqueue(path, **{**EVENT, "state": "failed"}, at=AT) != first
    again = enqueue(path, **EVENT, at=AT, again=1)
    assert again != first and enqueue(path, **EVENT, at=AT + 9, again=1) == again
    with Outbox(path) as outbox:
        assert len(outbox.unspread()) == 3


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "สำเร็จ"),
        ("kind", "finished"),
        ("item", "somchai@example.com"),
        ("item", "พัดลม"),
        ("item", "a b"),
        ("item", ""),
        ("state", "done, with 3 photos of Somchai"),
        ("link", "/v1/batches/b_1?name=somchai"),
        ("link", "https://somchai:x@host/v1"),
        ("link", "//host/v1"),
        ("link", "javascript:alert(1)"),
        ("link", "/v1/batches/b_1\n"),
    ],
)
def test_free_text_does_not_get_into_an_event(path, name, value):
    with pytest.raises(BadRequest, match=name):
        enqueue(path, **{**EVENT, name: value}, at=AT)
    assert not path.exists()


def test_many_may_put_events_in_at_a_time(path):
    def put(number):
        for n in range(20):
            enqueue(path, **{**EVENT, "item": f"b_{number % 2}_{n}"}, at=AT)

    threads = [threading.Thread(target=put, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Outbox(path) as outbox:
        assert len(outbox.unspread()) == 40


@pytest.mark.parametrize("content", [b"no database at all, but some bytes that are long enough to be read" * 20, None])
def test_a_file_that_is_no_outbox_is_told(path, content):
    if content is None:
        database = sqlite3.connect(path)
        database.execute("PRAGMA user_version = 9")
        database.close()
    else:
        path.write_bytes(content)
    with pytest.raises(StoreProblem):
        enqueue(path, **EVENT, at=AT)


# ---- passes ---------------------------------------------------------------------------------------------------------


def test_a_pass_tells_every_endpoint_once(path, endpoints):
    events = {enqueue(path, **{**EVENT, "item": f"b_{n}"}, at=AT + n) for n in range(3)}
    post = Posts()
    assert passed(path, endpoints, post, AT + 10) == Counter({DELIVERED: 6})
    assert {(name, event) for name, event, _ in post.sent} == {(n, e) for n in ("one", "two") for e in events}
    enqueue(path, **{**EVENT, "item": "b_0"}, at=AT + 20)  # put in again by whoever does not know that it was
    assert passed(path, endpoints, post, AT + 10_000) == Counter()
    assert len(post.sent) == 6


def test_endpoints_hear_of_their_clients_and_kinds_alone(path, tmp_path):
    enqueue(path, **EVENT, at=AT, client="k_1")
    enqueue(path, **{**EVENT, "kind": "batch.cancelled"}, at=AT, client="k_1")
    enqueue(path, **{**EVENT, "item": "b_2"}, at=AT, client="k_2")
    more = 'clients = ["k_1"]\nkinds = ["batch.finished"]'
    endpoints = read_endpoints(endpoints_file(tmp_path, "https://one.example/", more=more))
    post = Posts()
    passed(path, endpoints, post)
    assert [json.loads(body)["data"]["id"] for _, _, body in post.sent] == ["b_1"]


def test_pauses_grow_and_end(path, endpoints):
    enqueue(path, **EVENT, at=AT)
    post, now, pauses = Posts(one=Answer(500, "HTTP 500")), AT, []
    for _ in range(20):
        passed(path, endpoints[:1], post, now)
        with Outbox(path) as outbox:
            (delivery,) = outbox.deliveries()
        if delivery.state is FAILED:
            break
        pauses.append(delivery.due - now)
        assert passed(path, endpoints[:1], post, delivery.due - 1) == Counter()
        now = delivery.due
    assert len(post.sent) == len(PAUSES_S) + 1 == delivery.attempts
    assert all(0.79 * wanted < pause < 1.21 * wanted for pause, wanted in zip(pauses, PAUSES_S, strict=True))
    assert len({body for _, _, body in post.sent}) == 1
    assert delivery.said == "HTTP 500"


def test_an_endpoint_that_fails_delays_no_other_and_no_redirect_counts(path, endpoints):
    for n in range(4):
        enqueue(path, **{**EVENT, "item": f"b_{n}"}, at=AT)
    post = Posts(one=Answer(302, "HTTP 302"))
    assert passed(path, endpoints, post) == Counter({DELIVERED: 4, PENDING: 1})
    assert [name for name, _, _ in post.sent].count("one") == 1


@pytest.mark.parametrize(
    ("answer", "state", "least"),
    [
        (Answer(410, "HTTP 410"), FAILED, 0),
        (Answer(429, "HTTP 429", 900.0), PENDING, 900),
        (Answer(503, "HTTP 503", 1e9), PENDING, 86_400),
        (Answer(0, "no connection"), PENDING, 4),
    ],
)
def test_what_an_answer_means(path, endpoints, answer, state, least):
    enqueue(path, **EVENT, at=AT)
    passed(path, endpoints[:1], Posts(one=answer))
    with Outbox(path) as outbox:
        (delivery,) = outbox.deliveries()
    assert delivery.state is state and least <= delivery.due - AT <= 86_400


def test_a_sender_that_dies_costs_no_event_and_two_senders_share(path, endpoints):
    event = enqueue(path, **EVENT, at=AT)

    def die(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        passed(path, endpoints[:1], die)
    post = Posts()
    assert passed(path, endpoints[:1], post, AT + TAKEN_S - 1) == Counter()
    assert passed(path, endpoints[:1], post, AT + TAKEN_S) == Counter({DELIVERED: 1})
    assert states(path) == {(event, "one"): (DELIVERED, 2, "HTTP 204")}
    enqueue(path, **{**EVENT, "item": "b_2"}, at=AT)

    def meanwhile(endpoint, event, body):
        assert passed(path, endpoints[:1], post) == Counter()  # it is the other's
        return Answer(200, "HTTP 200")

    assert passed(path, endpoints[:1], meanwhile) == Counter({DELIVERED: 1})


def test_an_answer_that_comes_too_late_changes_nothing(path, endpoints):
    enqueue(path, **EVENT, at=AT)
    with Outbox(path) as outbox:
        outbox.spread(outbox.unspread()[0][0], ["one"], AT)
        late = outbox.take("one", AT, AT)
        outbox.settle(outbox.take("one", AT + TAKEN_S, AT + TAKEN_S), DELIVERED, AT, "HTTP 200")
        outbox.settle(late, PENDING, AT, "no answer in time")
        assert [one.state for one in outbox.deliveries()] == [DELIVERED]


def test_what_is_for_an_endpoint_no_longer_listed_waits_and_old_events_go(path, endpoints):
    enqueue(path, **EVENT, at=AT)
    passed(path, endpoints, Posts(two=Answer(500, "HTTP 500")))
    post = Posts()
    assert passed(path, endpoints[:1], post, AT + 1e6) == Counter()
    assert passed(path, endpoints, post, AT + KEPT_S - 1) == Counter({DELIVERED: 1})
    passed(path, endpoints, post, AT + KEPT_S + 1)
    assert states(path) == {}


def test_failed_ones_are_tried_again_when_somebody_says_so(path, endpoints):
    first, second = (enqueue(path, **{**EVENT, "item": item}, at=AT) for item in ("b_1", "b_2"))
    gone = Posts(one=Answer(410, "HTTP 410"))
    passed(path, endpoints[:1], gone)
    passed(path, endpoints[:1], gone)
    with Outbox(path) as outbox:
        assert {one.state for one in outbox.deliveries()} == {FAILED}
        assert outbox.retry([first], AT) == 1
        with pytest.raises(BadRequest, match="no event evt_x"):
            outbox.retry([second, "evt_x"], AT)
        assert len(list(outbox.deliveries(FAILED))) == 1
        assert outbox.retry([], AT) == 1
    assert passed(path, endpoints[:1], Posts()) == Counter({DELIVERED: 2})


# ---- endpoints ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("endpoint = 1", "nothing but"),
        ("[[endpoint]\n", "cannot be read as TOML"),
        ("[[other]]\nx = 1", "nothing but"),
        ('[[endpoint]]\nurl = "https://x.example"', "has a name"),
        ('[[endpoint]]\nname = "a"\nurls = "x"', "there is no urls"),
        ('[[endpoint]]\nname = "a"\nurl = "http://x.example"\nsecret_path = "secret"', "https://"),
        ('[[endpoint]]\nname = "a"\nurl = "ftp://x.example"\nsecret_path = "secret"', "https://"),
        ('[[endpoint]]\nname = "a"\nurl = "no"\nsecret_path = "secret"', "url is none"),
        ('[[endpoint]]\nname = "a"\nurl = "https://u:hush@x.example"\nsecret_path = "secret"', "no password"),
        ('[[endpoint]]\nname = "a"\nurl = "https://:hush@x.example"\nsecret_path = "secret"', "no password"),
        ('[[endpoint]]\nname = "a"\nurl = "https://x.example"', "secret_path"),
        ('[[endpoint]]\nname = "a"\nurl = "https://x.example"\nsecret_path = "none"', "cannot be read"),
        ('[[endpoint]]\nname = "a"\nurl = "https://x.example"\nsecret_path = "weak"', "24 to 64 bytes"),
        ('[[endpoint]]\nname = "a"\nurl = "https://x.example"\nsecret_path = "bare"', "whsec_"),
        ('[[endpoint]]\nname = "a"\nurl = "https://x"\nsecret_path = "secret"\nprivate = ["10.0.0.1/8"]', "no network"),
        ('[[endpoint]]\nname = "a"\nurl = "https://x"\nsecret_path = "secret"\nkinds = "x"', "list of texts"),
        ('[[endpoint]]\nname = "a"\nurl = "https://x"\nsecret_path = "secret"\n' * 2, "one name"),
    ],
)
def test_a_file_of_endpoints_that_is_not_right_is_told_without_its_secrets(tmp_path, text, said):
    for name, secret in (("secret", SECRET), ("weak", "whsec_aHVzaA=="), ("bare", SECRET.removeprefix("whsec_"))):
        (tmp_path / name).write_text(secret, "utf-8")
    path = tmp_path / "webhooks.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(BadSettings, match=said) as told:
        read_endpoints(path)
    for secret in ("hush", "aHVzaA", SECRET[8:20]):
        assert secret not in told.value.detail


def test_an_endpoint_does_not_show_its_secret(endpoints):
    assert endpoints[0].secrets == (bytes(range(32)),)
    assert "secret" not in repr(endpoints[0]) and "\\x01" not in repr(endpoints[0])


def test_a_file_of_endpoints_that_is_not_there_is_told(tmp_path):
    with pytest.raises(BadSettings, match="FileNotFoundError"):
        read_endpoints(tmp_path / "none.toml")
