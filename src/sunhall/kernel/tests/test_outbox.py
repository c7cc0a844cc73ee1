"""The outbox: none lost, none twice, nothing from an act that was taken back."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError

from sunhall.kernel.actor import Actor, Channel
from sunhall.kernel.models import OutboxMessage
from sunhall.kernel.outbox import FileSender, delay_after, deliver, send_later

MOMENT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
TOPIC = "test-of-outbox"
KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path

import django
from django.db import connection

django.setup()
connection.settings_dict["NAME"] = sys.argv[1]

from sunhall.kernel.outbox import FileSender, deliver

def send_and_die(message):
    FileSender(Path(sys.argv[2]))(message)
    os.kill(os.getpid(), signal.SIGKILL)

deliver(datetime(2026, 3, 2, 2, 0, tzinfo=UTC), {sys.argv[3]: send_and_die})
"""


@pytest.fixture
def committed(transactional_db) -> Iterator[None]:
    """Let acts be committed, and remove the messages of this file afterwards."""
    yield
    OutboxMessage.objects.filter(topic=TOPIC).delete()
    connection.close()


def write(key: str, moment: datetime = MOMENT) -> None:
    """Write a message in an act of its own."""
    with transaction.atomic():
        send_later(Actor(moment=moment, channel=Channel.SYSTEM), TOPIC, key, {"决定": key})


def wait_until_alone() -> None:
    """Wait until the server has noticed that the killed process is gone, and let go its locks."""
    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
        " AND state <> 'idle'"
    )
    deadline = monotonic() + 30
    with connection.cursor() as cursor:
        while True:
            cursor.execute(others, [connection.settings_dict["NAME"]])
            if cursor.fetchone() == (0,) or monotonic() > deadline:
                return
            sleep(0.05)


class Receiver:
    """The world outside: it counts what reaches it and can be out of order until a moment."""

    def __init__(self, out_until: datetime = MOMENT) -> None:
        self.now = MOMENT
        self.out_until = out_until
        self.received: Counter[str] = Counter()
        self.times: dict[str, datetime] = {}

    def __call__(self, message: OutboxMessage) -> None:
        """Receive a message, or be out of order."""
        if self.now < self.out_until:
            raise ConnectionError("没有\x00应答")
        self.received[message.key] += 1
        self.times[message.key] = self.now


class TestSendLater:
    def test_sends_nothing_of_an_act_that_was_taken_back(self, db):
        receiver = Receiver()
        write("kept")
        with transaction.atomic():
            write("taken back")
            transaction.set_rollback(True)

        deliver(MOMENT, {TOPIC: receiver})

        assert receiver.received == {"kept": 1}

    def test_refuses_a_key_that_belongs_to_another_message(self, db):
        write("once")

        with pytest.raises(IntegrityError):
            write("once")

    def test_refuses_to_run_outside_an_act(self, committed):
        by = Actor(moment=MOMENT, channel=Channel.SYSTEM)

        with pytest.raises(TransactionManagementError):
            send_later(by, TOPIC, "alone", {})


class TestDeliver:
    def test_loses_none_and_repeats_none_over_an_outage_of_a_day(self, db):
        outage = timedelta(hours=24)
        receiver = Receiver(out_until=MOMENT + outage)
        keys = []
        for minute in range(0, 26 * 60, 10):
            receiver.now = MOMENT + timedelta(minutes=minute)
            if minute % 40 == 0 and receiver.now <= receiver.out_until:
                keys.append(f"decision {minute}")
                write(keys[-1], receiver.now)
            deliver(receiver.now, {TOPIC: receiver}, limit=1000)

        assert receiver.received == dict.fromkeys(keys, 1)
        assert max(receiver.times.values()) <= MOMENT + outage + timedelta(hours=1, minutes=10)
        assert not OutboxMessage.objects.filter(delivered_at=None).exists()

    def test_puts_off_a_message_that_fails_and_says_why(self, db):
        write("late")

        delivered = deliver(MOMENT, {TOPIC: Receiver(out_until=MOMENT + timedelta(days=1))})

        message = OutboxMessage.objects.get()
        assert (delivered, message.attempts, message.delivered_at) == (0, 1, None)
        assert message.due_at == MOMENT + timedelta(minutes=1)
        assert message.last_error == "ConnectionError('没有\\x00应答')"

    def test_goes_on_past_a_message_that_fails(self, db):
        def refuse_first(message: OutboxMessage) -> None:
            if message.key == "first":
                OutboxMessage.objects.create(pk=message.pk)

        write("first")
        write("second")

        delivered = deliver(MOMENT, {TOPIC: refuse_first})

        assert delivered == 1
        assert OutboxMessage.objects.get(delivered_at=None).key == "first"

    def test_stops_at_the_limit(self, db):
        receiver = Receiver()
        for number in range(5):
            write(str(number))

        delivered = deliver(MOMENT, {TOPIC: receiver}, limit=2)

        assert delivered == 2
        assert receiver.received == {"0": 1, "1": 1}

    def test_leaves_a_topic_without_a_sender_waiting(self, db):
        write("elsewhere")

        delivered = deliver(MOMENT, {"another topic": Receiver()})

        assert delivered == 0
        assert OutboxMessage.objects.get().attempts == 0

    def test_sends_each_message_once_with_many_deliverers(self, committed):
        receiver = Receiver()
        for number in range(60):
            write(str(number))

        def send_slowly(message: OutboxMessage) -> None:
            sleep(0.002)
            receiver(message)

        def run(_number: int) -> int:
            try:
                return deliver(MOMENT, {TOPIC: send_slowly})
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as pool:
            shares = list(pool.map(run, range(4)))

        assert sum(shares) == 60
        assert sum(share > 0 for share in shares) > 1
        assert receiver.received == {str(number): 1 for number in range(60)}

    def test_repeats_a_message_under_its_key_after_a_kill(self, committed, tmp_path):
        write("decision 1")
        database = str(connection.settings_dict["NAME"])
        command = [sys.executable, "-c", KILLED, database, str(tmp_path), TOPIC]

        killed = subprocess.run(command, check=False)
        wait_until_alone()
        left_by_killed = list(tmp_path.iterdir())
        delivered = deliver(MOMENT, {TOPIC: FileSender(tmp_path)})

        assert killed.returncode < 0
        assert len(left_by_killed) == 1
        assert delivered == 1
        assert list(tmp_path.iterdir()) == left_by_killed


class TestDelayAfter:
    def test_doubles_up_to_an_hour(self):
        minutes = [delay_after(attempts) / timedelta(minutes=1) for attempts in (*range(1, 9), 999)]

        assert minutes == [1, 2, 4, 8, 16, 32, 60, 60, 60]


class TestFileSender:
    @pytest.mark.parametrize("key", ["decision 1", "../../etc/passwd", "决定" * 60])
    def test_writes_one_whole_file_for_a_key(self, tmp_path: Path, key: str):
        message = OutboxMessage(topic=TOPIC, key=key, payload={"金额": "200.00"})
        send = FileSender(tmp_path)

        send(message)
        send(message)

        [file] = tmp_path.iterdir()
        told = json.loads(file.read_text(encoding="utf-8"))
        assert told == {"topic": TOPIC, "key": key, "payload": {"金额": "200.00"}}

    def test_finishes_what_a_kill_left_half_written(self, tmp_path: Path):
        message = OutboxMessage(topic=TOPIC, key="half", payload={})
        FileSender(tmp_path)(message)
        [file] = tmp_path.iterdir()
        file.rename(file.with_suffix(".part")).write_text("{")

        FileSender(tmp_path)(message)

        assert json.loads(file.read_text(encoding="utf-8"))["key"] == "half"
        assert list(tmp_path.iterdir()) == [file]
