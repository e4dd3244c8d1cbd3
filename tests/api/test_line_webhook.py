"""The bot end to end: webhooks in, answers out, against a server that stands in LINE's place on this machine."""

import json
import random
from dataclasses import replace

import pytest

pytest.importorskip("linebot", reason="LINE's SDK is not installed (mokcheck[line])")

from fastapi.testclient import TestClient

from api.line.app import create_line_app
from tests.support import line_stand_in as line
from tests.support.fakes import SECRET as PLANTED
from tests.support.fakes import SNAPSHOT, TODAY, Crashing, FakeRegistry, licence, make_verifier, photo_bytes
from tests.support.line_stand_in import SECRET, TOKEN, USER, delivery, event, photo, postback, redelivered, signed, text
from verifier.domain import SAMPLES
from verifier.settings import Settings

pytestmark = pytest.mark.loopback
PATH = "/line/webhook"
STICKER = {
    "type": "sticker",
    "id": "1",
    "packageId": "1",
    "stickerId": "1",
    "stickerResourceType": "STATIC",
    "quoteToken": "q",
}


@pytest.fixture
def there():
    with line.stand_in() as server:
        server.photos |= {str(n): photo_bytes(n) for n in range(1, 7)}
        yield server


@pytest.fixture
def bot(there):
    """Starts the bot; leaving it answers everything that was taken."""

    def start(settings: Settings | None = None, **changes):
        wait = changes.pop("set_wait_s", 60.0)
        settings = replace(
            settings or Settings(workers=2), line_channel_secret=SECRET, line_channel_token=TOKEN, answer_timeout_s=30.0
        )
        app = create_line_app(
            settings, make_verifier(settings, **changes), today=lambda: TODAY, host=there.url, set_wait_s=wait
        )
        return TestClient(app, raise_server_exceptions=False)

    return start


def send(client, *events, **headers):
    body = delivery(*events)
    return client.post(PATH, content=body, headers={**signed(body), **headers})


def shown(message) -> str:
    return json.dumps(message, ensure_ascii=False)


def test_a_photo_is_answered_with_a_card_by_its_token(bot, there):
    one = photo("1")
    with bot() as client:
        assert send(client, one).status_code == 200
    (card,) = there.replies[one["replyToken"]]
    assert card["type"] == "flex" and card["altText"].startswith("✓ ข้อมูลบนฉลากตรงกับทะเบียนใบอนุญาต")
    assert there.pushes == [] and there.fetched == 1


def test_photos_of_one_set_are_one_product_whatever_their_order(bot, there):
    events = [photo(str(n), ("set", n, 3)) for n in (3, 1, 2)]
    with bot() as client:
        for one in events:
            send(client, one)
    assert list(there.replies) == [events[-1]["replyToken"]]
    assert there.fetched == 3


def test_a_set_that_stays_incomplete_is_judged_by_what_came_and_says_so(bot, there):
    one = photo("1", ("set", 1, 3))
    with bot() as client:
        send(client, one)
    (card,) = there.replies[one["replyToken"]]
    assert "ได้รับ 1 จาก 3 รูป" in shown(card)


def test_what_line_did_not_sign_is_400_and_nothing_of_it_is_done(bot, there, logged):
    body = delivery(photo("1"))
    good = signed(body)["X-Line-Signature"]
    with bot() as client:
        without = client.post(PATH, content=body)
        forged = [
            client.post(PATH, content=body, headers={"X-Line-Signature": signature.encode()})
            for signature in ("", "x", good[:-1], good + "=", signed(body, "another")["X-Line-Signature"], "ลายเซ็น")
        ]
        changed = client.post(PATH, content=body + b" ", headers=signed(body))
        not_utf8 = client.post(PATH, content=b"\xff\xfe", headers=signed(body))
    assert {answer.status_code for answer in (without, *forged, changed, not_utf8)} == {400}
    assert (there.replies, there.pushes, there.fetched) == ({}, [], 0)
    assert "accident" not in logged.getvalue()


@pytest.mark.parametrize(
    "body", [b"\xff\xfe", b"[]", b"{}", b'{"events": 3}', b"[" * 100_000, b'{"events": null}', b""]
)
def test_a_signed_body_that_is_no_delivery_is_refused(bot, body, logged):
    with bot() as client:
        assert client.post(PATH, content=body, headers=signed(body)).status_code == 422
    assert "accident" not in logged.getvalue()


def test_a_delivery_without_events_is_taken(bot):
    with bot() as client:
        assert send(client).status_code == 200


def test_an_oversized_body_is_413(bot, there):
    body = delivery(text("x" * 1_000_001))
    with bot() as client:
        assert client.post(PATH, content=body, headers=signed(body)).status_code == 413
        streamed = client.post(PATH, content=iter([body[:900_000], body[900_000:]]), headers=signed(body))
    assert streamed.status_code == 413
    assert there.replies == {}


def test_a_photo_over_the_bound_is_not_read_to_its_end(bot, there):
    there.photos["9"] = b"\xff" * 30_000_000
    one = photo("9")
    with bot(Settings(workers=1, max_bytes=1_000_000)) as client:
        send(client, one)
    (said,) = there.replies[one["replyToken"]]
    assert said["text"].startswith("รูปที่ 1: ไฟล์ใหญ่เกินไป") and there.broken_off == 1


def test_a_photo_that_trickles_is_given_up(bot, there, monkeypatch):
    monkeypatch.setattr("api.line.channel.CONTENT_TIMEOUT_S", 0.5)
    there.trickles = True
    one, begun = photo("1"), line.time.monotonic()
    with bot() as client:
        send(client, one)
    assert "LINE" in there.replies[one["replyToken"]][0]["text"]
    assert line.time.monotonic() - begun < 8


def test_a_photo_that_line_no_longer_has_and_one_that_is_none_are_told(bot, there):
    there.photos["8"] = b"no picture"
    gone, none = photo("7"), photo("8")
    with bot() as client:
        send(client, gone, none)
    assert "LINE" in there.replies[gone["replyToken"]][0]["text"]
    assert there.replies[none["replyToken"]][0]["text"].startswith("รูปที่ 1: ")


def test_an_answer_whose_token_is_too_old_is_pushed_once_and_help_is_not(bot, there):
    old, asked, sticker = photo("1"), text("2879-2560"), event(message=STICKER)
    there.spent |= {one["replyToken"] for one in (old, asked, sticker)}
    with bot() as client:
        send(client, old, redelivered(old), asked, sticker)
    assert [user for user, _ in there.pushes] == [USER, USER]
    assert len(there.refused) == 3 and there.replies == {}


def test_an_event_older_than_events_are_remembered_is_not_answered(bot, there):
    with bot() as client:
        assert send(client, photo("1", sent_s=line.time.time() - 4000)).status_code == 200
    assert (there.replies, there.pushes, there.fetched) == ({}, [], 0)


def test_a_reply_that_seems_to_fail_is_not_sent_another_way(bot, there, logged):
    there.status = [500]
    with bot() as client:
        send(client, photo("1"))
    assert (there.replies, there.pushes) == ({}, [])
    assert "not delivered" in logged.getvalue()


def test_a_push_is_tried_again_and_arrives_once(bot, there):
    one = photo("1")
    there.spent.add(one["replyToken"])
    there.status = [200, 500, 200]
    with bot() as client:
        send(client, one)
    assert len(there.pushes) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"source": {"type": "group", "groupId": "C1", "userId": USER}},
        {"source": None},
        {"mode": "standby"},
        {"type": "never_heard_of"},
        {"webhookEventId": None},
        {"message": {"type": "image", "id": 3}},
        {"message": None},
        {"timestamp": "soon"},
    ],
)
def test_an_event_that_is_not_ours_to_answer_keeps_no_other_from_its_answer(bot, there, logged, change):
    one = text("2879-2560")
    with bot() as client:
        assert send(client, {**photo("1"), **change}, 7, one).status_code == 200
    assert list(there.replies) == [one["replyToken"]]
    assert there.fetched == 0 and "accident" not in logged.getvalue()


def test_no_address_that_an_event_names_is_opened(bot, there):
    one = photo("1")
    address = f"{there.url}/v2/bot/message/1/content"
    one["message"]["contentProvider"] = {"type": "external", "originalContentUrl": address, "previewImageUrl": address}
    with bot() as client:
        send(client, one)
    assert there.fetched == 0
    assert "ส่งรูปฉลาก" in there.replies[one["replyToken"]][0]["text"]


def test_a_quick_reply_judges_anew_without_fetching_anew(bot, there):
    first = photo("1")
    with bot() as client:
        send(client, first)
        while not there.replies:
            line.time.sleep(0.02)
        actions = [item["action"] for item in there.replies[first["replyToken"]][0]["quickReply"]["items"]]
        toy = next(action["data"] for action in actions if "goods=toy" in action["data"])
        second, stranger, old = postback(toy), postback(toy, user="U" + "9" * 32), postback("of=abc&goods=toy")
        send(client, second, stranger, old)
    assert there.replies[second["replyToken"]][0]["altText"].startswith("✕ ")
    assert there.fetched == 1
    for one in (stranger, old):
        assert "ตรวจต่อจากผลนี้ไม่ได้" in there.replies[one["replyToken"]][0]["text"]


def test_an_accident_says_nothing_of_itself(bot, there, logged):
    one = photo("1")
    with bot(detector=Crashing()) as client:
        send(client, one)
    (said,) = there.replies[one["replyToken"]]
    assert PLANTED not in shown(said) + logged.getvalue() and said["type"] == "text"


def test_the_operator_can_ask_whether_it_is_ready(bot):
    with bot() as client:
        assert client.get("/livez").status_code == client.get("/readyz").status_code == 200
        assert client.get(PATH).status_code == 405
        assert client.get("/").status_code == client.post("/v1/verifications").status_code == 404


def test_a_hundred_events_redelivered_shuffled_forged_and_oversized(bot, there, logged):
    """None is answered twice, none crashes, what is forged is 400."""
    dice = random.Random(20)
    there.photos["big"] = b"\xff\xd8" + b"\0" * 3_000_000
    people = [f"U{n:032x}" for n in range(12)]
    single = [photo(str(dice.randint(1, 6)), user=dice.choice(people)) for _ in range(30)]
    big = [photo("big", user=dice.choice(people)) for _ in range(5)]
    gone = [photo("lost", user=dice.choice(people)) for _ in range(5)]
    sets = [[photo(str(place), (f"set{n}", place, 3), user=people[n]) for place in (1, 2, 3)] for n in range(10)]
    typed = [
        text(dice.choice(("2879-2560", "ท7014-4/2879", "สวัสดี", "english")), user=people[n % 12]) for n in range(20)
    ]
    tapped = [postback("of=0&goods=toy", user=people[n]) for n in range(5)]
    odd = [{**text("x"), "type": "unheard_of"} for _ in range(5)]
    events = [*single, *big, *gone, *(one for parts in sets for one in parts), *typed, *tapped, *odd]
    assert len(events) == 100
    sent = [redelivered(one) if again else one for one in events for again in (False, True, True)]
    dice.shuffle(sent)
    statuses = []
    with bot(Settings(workers=2, max_bytes=1_000_000, jobs=100)) as client:
        while sent:
            batch = [sent.pop() for _ in range(min(len(sent), dice.randint(1, 5)))]
            body = delivery(*batch)
            forged = dice.choice([{}, signed(body, "another"), signed(body + b" ")])
            assert client.post(PATH, content=body, headers=forged).status_code == 400
            statuses.append(client.post(PATH, content=body, headers=signed(body)).status_code)
            if dice.random() < 0.1:
                huge = delivery(text("x" * 1_000_000))
                assert client.post(PATH, content=huge, headers=signed(huge)).status_code == 413
    assert set(statuses) == {200}
    assert there.refused == [] and there.pushes == []
    answered = set(there.replies)
    assert {one["replyToken"] for one in (*single, *big, *gone, *typed, *tapped)} <= answered
    assert [len({one["replyToken"] for one in parts} & answered) for parts in sets] == [1] * 10
    assert len(answered) == 30 + 5 + 5 + 10 + 20 + 5
    log = logged.getvalue()
    assert "accident" not in log
    assert not [secret for secret in (*people, SECRET, TOKEN, "สวัสดี", "set3", "token") if secret in log]


def test_the_list_being_one_of_samples_is_said_before_any_photo(bot, there):
    sample = FakeRegistry([licence()], replace(SNAPSHOT, covers=frozenset({SAMPLES})))
    one, two, three = text("hello"), photo("1"), text("2879-2560")
    with bot(registry=sample) as client:
        send(client, one, two, three)
    assert all("SAMPLE LIST" in shown(there.replies[sent["replyToken"]]) for sent in (one, two, three))


def test_an_answer_that_line_takes_in_other_words_is_not_sent_again(bot, there, logged, monkeypatch):
    monkeypatch.setattr(line.StandIn, "post", lambda *_: (200, {"sentMessages": "many"}))
    with bot() as client:
        send(client, photo("1"))
    assert there.pushes == [] and "accident" not in logged.getvalue() and '"way": "reply"' in logged.getvalue()
