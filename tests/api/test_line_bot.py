"""The bot behind the webhook, with a channel in memory: what it remembers, what it says, and its bounds."""

import asyncio
import hashlib
from dataclasses import replace
from itertools import count

import pytest

from api.app import make_service
from api.line.bot import ANEW_S, REMEMBER_S, Bot
from api.line.events import Chosen, Other, PhotoSent, TextSent, Unsent
from api.line.gather import MOST_SETS
from api.line.memory import Remembered
from tests.support.fakes import (
    QR_LINK,
    TODAY,
    FakeCodeReader,
    FakeDetector,
    FakeLineReader,
    FakeRegistry,
    Hanging,
    licence,
    make_verifier,
    photo_bytes,
)
from verifier.domain import LicenceStatus
from verifier.errors import Busy
from verifier.settings import Settings

NUMBERS = count(1)
ANNE, BERT = "Uanne", "Ubert"


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


class FakeChannel:
    """Keeps what is said; a photo is made of its id."""

    def __init__(self) -> None:
        self.said: dict[str, dict] = {}
        self.pushed: list[dict] = []
        self.fetched: list[str] = []
        self.spent = False
        self.replies = 0

    async def content(self, photo):
        self.fetched.append(photo)
        return photo_bytes(int(hashlib.sha256(photo.encode()).hexdigest()[:4], 16))

    async def reply(self, token, messages):
        if self.spent:
            return False
        self.replies += 1
        (self.said[token],) = messages
        return True

    async def push(self, user, messages):
        self.pushed += messages


class Scene:
    """A bot, its clock and what it said."""

    def __init__(self, settings: Settings | None = None, set_wait_s: float = 60.0, **changes) -> None:
        self.settings = settings or Settings(workers=1)
        self.service = make_service(self.settings, make_verifier(self.settings, **changes), today=lambda: TODAY)
        self.channel, self.clock = FakeChannel(), Clock()
        self.bot = Bot(self.service, self.channel, clock=self.clock, set_wait_s=set_wait_s)

    def head(self, user=ANNE):
        number = next(NUMBERS)
        return (f"id{number}", user, f"token{number}", self.clock.now)

    def photo(self, name="1", user=ANNE, **together):
        return PhotoSent(*self.head(user), name, **together)

    def text(self, words, user=ANNE):
        return TextSent(*self.head(user), words)

    def tap(self, user=ANNE, **fields):
        return Chosen(*self.head(user), fields)

    async def say(self, *events):
        """Takes the events and waits until they are answered; the answer to the last of them, as text."""
        self.bot.take(events)
        await self.bot._answers.finish(30)
        return self.answer(events[-1])

    def answer(self, event):
        return str(self.channel.said.get(event.token))


def play(story, *args, **changes):
    """Runs a story with a scene made inside its loop."""

    async def run():
        scene = Scene(*args, **changes)
        try:
            await story(scene)
        finally:
            scene.service.pool.close()

    asyncio.run(run())


def test_a_language_is_remembered_for_its_person_and_given_up_after_a_while():
    async def story(scene):
        assert "ส่งรูปฉลาก" in await scene.say(scene.text("สวัสดีค่ะ"))
        assert "Send 1–6 photos" in await scene.say(scene.text("hello there"))
        assert "does not prove the goods genuine" in await scene.say(scene.photo())
        assert "Send 1–6 photos" in await scene.say(Other(*scene.head(), welcome=True))
        assert "ส่งรูปฉลาก" in await scene.say(Other(*scene.head(BERT), welcome=True))
        assert "บริษัท" in await scene.say(scene.text("ท7014-4/2879", BERT))
        assert "Portable power bank" in await scene.say(scene.text("power bank", BERT))
        assert "ส่งรูปฉลาก" in await scene.say(Other(*scene.head(BERT), welcome=True))
        scene.clock.now += REMEMBER_S + 1
        assert "ส่งรูปฉลาก" in await scene.say(Other(*scene.head(), welcome=True))

    play(story)


def test_the_last_card_is_said_again_in_the_language_that_is_asked_for():
    async def story(scene):
        thai = await scene.say(scene.photo())
        assert "ตรงกับทะเบียน" in thai
        assert "agrees" in await scene.say(scene.text("English"))
        assert "ตรงกับทะเบียน" in await scene.say(scene.text("ภาษาไทย"))
        assert scene.channel.fetched == ["1"]

    play(story)


def test_goods_are_named_by_typing_and_judged_by_what_was_seen():
    async def story(scene):
        await scene.say(scene.photo())
        fits = await scene.say(scene.text("พาวเวอร์แบงค์"))
        assert "✓" in fits and "ตรวจเป็นสินค้า: พาวเวอร์แบงก์" in fits
        assert "✕" in await scene.say(scene.text("หมวกกันน็อก"))
        assert scene.channel.fetched == ["1"]
        assert "มอก. 2879-2560" in await scene.say(scene.text("พาวเวอร์แบงก์", user=BERT))

    play(story)


def test_a_number_is_looked_up():
    async def story(scene):
        assert "บริษัท ตัวอย่างทดสอบ จำกัด" in await scene.say(scene.text("ท7014-4/2879"))
        assert "ไม่พบเลขนี้" in await scene.say(scene.text("ท7014-5/2879"))
        assert "แบตเตอรี่" in await scene.say(scene.text("มอก. 2879-2560"))
        assert "บริษัท ตัวอย่างทดสอบ จำกัด" in await scene.say(scene.text(QR_LINK))
        assert "ยังไม่รู้ว่าเป็นของใบอนุญาตใด" in await scene.say(scene.text(QR_LINK.replace("320108935", "320108936")))
        assert "อย่าเปิด" in await scene.say(scene.text(QR_LINK.replace(".go.th", ".go.th.example.com")))
        assert "ยังไม่มี มอก. ของใบกระท่อม" in await scene.say(scene.text("กระท่อม"))
        assert "ส่งรูปฉลาก" in await scene.say(scene.text("ฮัลโหล"))
        assert "ส่งรูปฉลาก" in await scene.say(scene.text("ก" * 200))

    play(story)


def test_a_number_without_a_list_says_that_there_is_none():
    async def story(scene):
        assert "ไม่มีทะเบียนใบอนุญาต" in await scene.say(scene.text("ท7014-4/2879"))
        assert "ไม่มีทะเบียนใบอนุญาต" in await scene.say(scene.photo())

    play(story, registry=None)


def test_what_was_seen_is_forgotten_after_minutes_or_when_the_photo_is_taken_back():
    async def story(scene):
        await scene.say(scene.photo())
        (kept,) = (scene.bot._anew.get(ANNE),)
        assert "✓" in await scene.say(scene.tap(of=kept.token, goods="power_bank"))
        assert "ตรวจต่อจากผลนี้ไม่ได้" in await scene.say(scene.tap(BERT, of=kept.token, goods="power_bank"))
        scene.clock.now += ANEW_S + 1
        scene.bot.sweep()
        assert len(scene.bot._anew) == 0
        assert "ตรวจต่อจากผลนี้ไม่ได้" in await scene.say(scene.tap(of=kept.token, goods="power_bank"))
        await scene.say(scene.photo())
        await scene.say(Unsent(*scene.head(), "1"))
        assert len(scene.bot._anew) == 0

    play(story)


def test_a_photo_taken_back_is_not_looked_at():
    async def story(scene):
        await scene.say(scene.photo("1", set_id="s", index=1, total=2))
        await scene.say(Unsent(*scene.head(BERT), "1"), Unsent(*scene.head(), "1"))
        await scene.bot.finish()
        assert (scene.channel.fetched, scene.channel.said) == ([], {})

    play(story)


def test_a_set_is_joined_in_its_order_and_waits_no_longer_than_it_should():
    async def story(scene):
        order = (2, 3, 1)
        sent = [scene.photo(str(n), set_id="s", index=n, total=3) for n in order]
        assert "2879" in await scene.say(*sent)
        assert scene.channel.fetched == ["1", "2", "3"]
        slow = [scene.photo(str(n), set_id="t", index=n, total=3) for n in (1, 2)]
        scene.bot.take(slow)
        await asyncio.sleep(0.2)
        while not scene.answer(slow[1]).startswith("{"):
            await asyncio.sleep(0.02)
        assert "ได้รับ 2 จาก 3 รูป" in scene.answer(slow[1])
        late = scene.photo("3", set_id="t", index=3, total=3)
        later = scene.photo("4", set_id="t", index=4, total=3)
        assert "มาถึงหลังจากตรวจ" in await scene.say(late)
        assert await scene.say(later) == "None"
        assert scene.channel.fetched == ["1", "2", "3", "1", "2"]

    play(story, set_wait_s=0.1)


def test_sets_of_two_people_with_one_id_stay_apart():
    async def story(scene):
        sent = [scene.photo(f"{user}{n}", user, set_id="s", index=n, total=2) for n in (1, 2) for user in (ANNE, BERT)]
        await scene.say(*sent)
        assert sorted(scene.channel.fetched) == ["Uanne1", "Uanne2", "Ubert1", "Ubert2"]
        assert len(scene.channel.said) == 2

    play(story)


def test_more_photos_than_one_product_may_have_are_refused_once_and_never_fetched():
    async def story(scene):
        sent = [scene.photo(str(n), set_id="s", index=n, total=20) for n in range(1, 21)]
        await scene.say(*sent)
        (said,) = scene.channel.said.values()
        assert "6" in said["text"] and scene.channel.fetched == []

    play(story)


def test_a_photo_of_a_set_without_its_count_waits_for_the_others():
    async def story(scene):
        sent = [scene.photo(str(n), set_id="s") for n in (1, 2)]
        scene.bot.take(sent)
        await scene.bot.finish()
        assert scene.channel.fetched == ["1", "2"] and len(scene.channel.said) == 1
        assert "ได้รับ" not in scene.answer(sent[1])

    play(story)


def test_one_person_has_a_minutes_allowance_and_the_refusal_is_never_pushed():
    async def story(scene):
        await scene.say(*(scene.photo(str(n)) for n in range(2)))
        assert "ส่งใหม่ได้ในอีก" in await scene.say(scene.photo("3"))
        assert "✓" in await scene.say(scene.photo("4", BERT))
        scene.channel.spent = True
        await scene.say(scene.photo("5"))
        assert scene.channel.pushed == [] and "5" not in scene.channel.fetched

    play(story, Settings(workers=1, rate_consumer=2))


def test_nobodys_id_is_counted_under_its_own_name():
    async def story(scene):
        await scene.say(scene.photo())
        assert scene.service.counts._now and not [name for name in scene.service.counts._now if ANNE in name]

    play(story)


def test_work_is_bounded_and_the_rest_is_told_so():
    async def story(scene):
        hanging = scene.service.engines.detector
        sent = [scene.photo(str(n)) for n in range(3)]
        scene.bot.take(sent[:2])
        while not hanging.entered.is_set():
            await asyncio.sleep(0.01)
        scene.bot.take(sent[2:])
        while scene.answer(sent[2]) == "None":
            await asyncio.sleep(0.01)
        assert "มีผู้ใช้มาก" in scene.answer(sent[2])
        hanging.release.set()
        await scene.bot.finish()
        assert len(scene.channel.said) == 3

    play(story, Settings(workers=1, jobs=2), detector=Hanging())


def test_photos_of_one_product_are_no_larger_together_than_a_body_may_be():
    async def story(scene):
        assert "✓" in await scene.say(scene.photo("1"))
        sent = [scene.photo(str(n), set_id="s", index=n, total=6) for n in range(1, 7)]
        assert "รวมกันใหญ่เกินไป" in await scene.say(*sent)
        assert len(scene.channel.fetched) < 7

    play(story, Settings(workers=1, max_body_bytes=3 * len(photo_bytes())))


def test_where_there_is_no_room_an_event_is_left_to_be_delivered_again():
    async def story(scene):
        for n in range(MOST_SETS):
            scene.bot.take([scene.photo(str(n), set_id=str(n), total=2)])
        left = scene.text("2879-2560")
        with pytest.raises(Busy):
            scene.bot.take([left])
        scene.bot._sets._open.clear()
        assert "2879" in await scene.say(left)

    play(story)


def test_what_conflicts_asks_for_no_goods():
    async def story(scene):
        said = await scene.say(scene.photo())
        assert "✕" in said and "goods=" not in said and "ยังไม่ได้ชี้ว่าผู้ขายทำผิด" in said

    play(story, registry=FakeRegistry([licence(status=LicenceStatus.REVOKED)]))


def test_a_stale_list_and_a_photo_that_shows_nothing_are_said():
    async def story(scene):
        said = await scene.say(scene.photo())
        assert "เก่าเกินไป" in said and "?" in said and "➜" in said

    play(
        story,
        Settings(workers=1, list_max_age_days=5),
        detector=FakeDetector([]),
        code_reader=FakeCodeReader([]),
        line_reader=FakeLineReader([]),
    )


def test_memory_holds_no_more_and_no_longer_than_told():
    clock = Clock()
    memory: Remembered[int] = Remembered(10, 3, clock)
    for n in range(5):
        memory.put(str(n), n)
    assert [memory.get(str(n)) for n in range(5)] == [None, None, 2, 3, 4]
    clock.now += 5
    memory.put("2", 22)
    clock.now += 6
    assert (memory.get("2"), memory.get("3"), len(memory)) == (22, None, 1)
    memory.forget("2")
    memory.forget("never")
    assert len(memory) == 0


def test_a_second_delivery_of_an_event_is_known_for_as_long_as_events_are_answered():
    async def story(scene):
        one = scene.text("2879-2560")
        ahead = replace(one, id="ahead", sent_s=one.sent_s + 300)  # LINE's clock may be before ours
        await scene.say(one, ahead)
        for _ in range(100):
            scene.clock.now += 60
            await scene.say(one, ahead)
        assert scene.channel.replies == 2

    play(story)


def test_an_event_is_answered_late_but_not_after_it_could_have_been_forgotten():
    async def story(scene):
        late, too_late = (replace(scene.text("2879-2560"), sent_s=scene.clock.now - s) for s in (2_990, 3_010))
        assert "2879" in await scene.say(late)
        assert await scene.say(too_late) == "None"

    play(story)
