"""The units of deploy/systemd: what they say, and what they start, with production settings on SQLite."""

import http.client
import os
import re
import signal
import sqlite3
import time
from pathlib import Path

import pytest

from config.schedule import SCHEDULE
from tests import databases
from tests.deploy.nginx import PROJECT, Nginx
from tests.deploy.units import COMMON, FOLDER, HOST, Server, read_unit, service, wait_for

SERVICES = ("web", "worker", "postman", "documents", "clock")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server on which everything but the services has been done."""
    server = Server(tmp_path_factory.mktemp("server"))
    databases.copy_if_there(server.database)
    for arguments in ("migrate --verbosity 0", "collectstatic --noinput --verbosity 0"):
        server.run(f"/srv/take-action/.venv/bin/python manage.py {arguments}")
    return server


def ask(server, path, scheme="https"):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", path, headers={"Host": HOST, "X-Forwarded-Proto": scheme})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, response.headers, body


def tasks(server):
    """{path of a task: its newest status} in the queue."""
    connection = sqlite3.connect(server.database)
    rows = connection.execute("SELECT task_path, status FROM django_tasks_database_dbtaskresult ORDER BY enqueued_at")
    found = dict(rows.fetchall())
    connection.close()
    return found


class TestWords:
    @pytest.mark.parametrize("name", SERVICES)
    def test_a_service_is_started_again_whatever_happens_and_has_bounds(self, name):
        unit = service(name)
        assert unit["Restart"] == ["always"]
        assert {"TimeoutStopSec", "MemoryMax"} <= unit.keys()

    def test_every_service_is_kept_from_the_rest_of_the_machine(self):
        common = read_unit(COMMON)["Service"]
        assert common["NoNewPrivileges"] == common["PrivateTmp"] == common["ProtectHome"] == ["yes"]
        assert common["ProtectSystem"] == ["strict"]
        assert common["ReadWritePaths"] == ["/var/lib/take-action"]
        assert common["User"] == ["take-action"]

    def test_no_service_sets_aside_what_all_have_in_common(self):
        common = read_unit(COMMON)["Service"]
        for path in FOLDER.glob("*.service"):
            assert not common.keys() & read_unit(path)["Service"].keys(), path.name

    def test_the_target_starts_every_service(self):
        (wanted,) = read_unit(FOLDER / "take-action.target")["Unit"]["Wants"]
        assert wanted.split() == [f"take-action-{name}.service" for name in SERVICES]

    def test_every_queue_of_the_settings_has_a_worker(self, settings):
        served = {
            queue
            for name in ("worker", "documents")
            for queue in service(name)["ExecStart"][0].split("--queue-name ")[1].split()[0].split(",")
        }
        assert served == set(settings.TASKS["default"]["QUEUES"])

    def test_the_postman_has_time_to_finish_a_mail(self, settings):
        assert int(service("postman")["TimeoutStopSec"][0]) > 2 * settings.EMAIL_TIMEOUT

    def test_nginx_asks_where_the_web_service_answers(self):
        command = service("web")["ExecStart"][0]
        assert "--host 127.0.0.1 --port 8000" in command
        assert "server 127.0.0.1:8000;" in (PROJECT / "deploy/nginx/take-action.conf").read_text()


class TestWeb:
    @pytest.fixture
    def web(self, server):
        with server.started("web") as process:
            wait_for(lambda: workers_started(server) == 2)
            yield process

    def test_it_answers_and_reaches_its_database(self, web, server):
        status, _headers, body = wait_for(lambda: ask(server, "/readyz", scheme="http"))
        assert (status, body) == (200, b'{"database": "ok"}')

    def test_it_sends_http_to_https_and_refuses_other_hosts(self, web, server):
        status, headers, _body = ask(server, "/robots.txt", scheme="http")
        assert (status, headers["Location"]) == (301, f"https://{HOST}/robots.txt")
        assert ask(server, "/robots.txt")[0] == 200
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        connection.request("GET", "/robots.txt", headers={"Host": "evil.example.org", "X-Forwarded-Proto": "https"})
        assert connection.getresponse().status == 400
        connection.close()

    def test_new_code_is_taken_up_without_a_pause(self, web, server):
        """`systemctl reload` starts new workers before the old ones leave."""
        assert service("web")["ExecReload"] == ["/bin/kill -HUP $MAINPID"]
        before = worker_pids(server)
        web.send_signal(signal.SIGHUP)

        def replaced():
            assert ask(server, "/healthz")[0] == 200
            return workers_started(server) == 4 and not any(map(is_alive, before))

        wait_for(replaced)

    def test_a_worker_that_dies_is_replaced(self, web, server):
        os.kill(worker_pids(server)[0], signal.SIGKILL)
        wait_for(lambda: workers_started(server) == 3)
        assert ask(server, "/healthz")[0] == 200

    def test_nginx_serves_and_keeps_what_the_site_answers(self, web, server, tmp_path):
        with Nginx(tmp_path, server.port) as nginx:
            first, second = nginx.ask("/robots.txt"), nginx.ask("/robots.txt")
            assert [first.headers["X-Cache"], second.headers["X-Cache"]] == ["MISS", "HIT"]
            assert first.headers["Strict-Transport-Security"].startswith("max-age=")
            assert nginx.ask("/readyz").headers["X-Cache"] in ("MISS", "BYPASS", "EXPIRED")
            assert nginx.ask("/admin/login/").status == 200

    def test_a_wrong_password_is_counted_where_it_was_typed(self, web, server, tmp_path):
        """nginx writes the visitor's address over what they say of themselves, and TRUSTED_PROXIES=1 believes it."""
        wait_for(lambda: ask(server, "/healthz", scheme="http"))
        with Nginx(tmp_path, server.port) as nginx:
            cookie = nginx.ask("/admin/login/").headers["Set-Cookie"].partition(";")[0]
            form = f"username=anna&password=wrong&csrfmiddlewaretoken={cookie.partition('=')[2]}"
            headers = {
                "Host": HOST,
                "Cookie": cookie,
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"https://{HOST}/admin/login/",
                "X-Forwarded-Proto": "https",
            }
            made_up = {name.replace("-", "_"): value for name, value in headers.items()}
            assert nginx.ask("/admin/login/", "POST", form, **made_up, x_forwarded_for="6.6.6.6").status == 200
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        connection.request("POST", "/admin/login/", form, headers | {"X-Forwarded-For": "203.0.113.9"})
        assert connection.getresponse().status == 200
        connection.close()
        database = sqlite3.connect(server.database)
        counted = database.execute("SELECT ip_address FROM axes_accessattempt ORDER BY id").fetchall()
        database.close()
        assert counted == [("127.0.0.1",), ("203.0.113.9",)]


def workers_started(server):
    """How many worker processes have started to answer. One that is told to stop before that does not hear it."""
    return server.log("web").count("Started worker")


def worker_pids(server):
    return [int(pid) for pid in re.findall(r"Spawning worker-\d+ with PID: (\d+)", server.log("web"))]


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_clock_queues_what_recurs_and_the_workers_do_it(server):
    recurring = {task.module_path for task, _when in SCHEDULE}
    with server.started("clock"):
        wait_for(lambda: tasks(server).keys() >= recurring)
    with server.started("worker"), server.started("documents"):
        wait_for(lambda: set(tasks(server).values()) == {"SUCCESSFUL"})
    assert "Traceback" not in server.log("worker") + server.log("documents") + server.log("clock")


def takes_a_sigterm(pid):
    """Whether the process has a handler of its own for it: before, on a busy machine, it would just die."""
    caught = re.search(r"SigCgt:\s*([0-9a-f]+)", Path(f"/proc/{pid}/status").read_text(encoding="utf-8"))
    return bool(int(caught[1], 16) >> (signal.SIGTERM - 1) & 1)


def test_the_postman_waits_for_mails_and_ends_in_good_order(server):
    with server.started("postman") as postman:
        wait_for(lambda: "manage.py" in Path(f"/proc/{postman.pid}/cmdline").read_text(encoding="utf-8"))
        wait_for(lambda: takes_a_sigterm(postman.pid))
        time.sleep(1)
    assert postman.returncode == 0
    assert server.log("postman") == ""


def test_static_files_are_there_with_their_hash_and_compressed(server):
    collected = [path.name for path in (server.folder / "static").rglob("*")]
    assert any(name.endswith(".woff2") for name in collected)
    assert any(name.endswith(".js.gz") for name in collected)
