"""Compose, Kubernetes and systemd files: of the right form, locked down, and in step with the product."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from api.batches.open import is_shared
from api.batches.signs import ALIVE
from tests.deploy.kubernetes_forms import FORMS
from verifier.cli import COMMANDS
from verifier.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
KUBERNETES = sorted(path for path in DEPLOY.rglob("*.yaml") if path.parent.name in ("kubernetes", "learn-qr-ids"))
COMPOSE = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text("utf-8"))
OURS = {name: part for name, part in COMPOSE["services"].items() if "mokcheck" in part["image"]}
UNITS = sorted([*DEPLOY.rglob("*.service"), *DEPLOY.rglob("*.timer")])
PATH = "MOKCHECK_BATCHES_PATH"
USER = int(re.search(r"--uid (\d+)", (ROOT / "Dockerfile").read_text("utf-8"))[1])


def objects() -> list[dict]:
    return [item for path in KUBERNETES for item in yaml.safe_load_all(path.read_text("utf-8")) if item]


def pods() -> list[dict]:
    specs = [item["spec"] for item in objects() if item["kind"] in ("Deployment", "CronJob")]
    specs = [spec["jobTemplate"]["spec"] if "jobTemplate" in spec else spec for spec in specs]
    return [spec["template"]["spec"] for spec in specs]


def settings_named(names) -> None:
    for name in names:
        if name.startswith(PREFIX):
            assert name.removeprefix(PREFIX).lower() in Settings.__slots__, name


@pytest.mark.parametrize("item", objects(), ids=lambda item: f"{item['kind']} {item['metadata']['name']}")
def test_every_object_has_the_form_of_its_kind(item):
    jsonschema_rs.Draft202012Validator(FORMS[item["apiVersion"], item["kind"]]).validate(item)


def test_a_misspelt_field_would_be_noticed():
    item = next(item for item in objects() if item["kind"] == "Deployment")
    container = item["spec"]["template"]["spec"]["containers"][0]
    container["readynessProbe"] = container.pop("readinessProbe")
    form = jsonschema_rs.Draft202012Validator(FORMS["apps/v1", "Deployment"])
    assert not form.is_valid(item)


def test_pods_run_locked_down_with_probes_and_bounds():
    assert len(pods()) >= 3
    for spec in pods():
        assert spec["securityContext"]["runAsNonRoot"] and spec["securityContext"]["runAsUser"] > 0
        for container in spec["containers"]:
            context = container["securityContext"]
            assert context["readOnlyRootFilesystem"] and context["allowPrivilegeEscalation"] is False
            assert context["capabilities"] == {"drop": ["ALL"]}
            assert container["resources"]["limits"]["memory"] and container["resources"]["limits"]["cpu"]
            if "ports" in container:
                assert {"livenessProbe", "readinessProbe"} <= set(container)
            if container["image"].startswith("mokcheck"):
                assert spec["securityContext"]["runAsUser"] == USER
            volumes = {volume["name"] for volume in spec["volumes"]}
            assert {mount["name"] for mount in container["volumeMounts"]} <= volumes


def test_workers_that_hang_are_ended_by_whoever_supervises_them():
    """By the file that they touch and the words that systemd hears, which is told whose they are by their names."""
    workers = [one for spec in pods() for one in spec["containers"] if one.get("args", [""])[0] == "work"]
    assert len(workers) == 2
    for worker in workers:
        (asked,) = (part for part in worker["livenessProbe"]["exec"]["command"] if "find" in part)
        folder = asked.split("find ")[1].split(f"/{ALIVE} ")[0]
        assert folder in {mount["mountPath"] for mount in worker["volumeMounts"]} | {"/data/batches"}
    unit = (DEPLOY / "systemd" / "mokcheck-worker.service").read_text("utf-8")
    assert "\nWatchdogSec=2min\n" in unit and "AF_UNIX" in unit


def seconds(text: str) -> int:
    assert text.endswith("s")
    return int(text.removesuffix("s"))


def test_a_worker_of_compose_is_asked_as_one_of_kubernetes_is():
    pod = next(item for item in objects() if item["kind"] == "Deployment" and item["metadata"]["name"] == "mokcheck")
    containers = pod["spec"]["template"]["spec"]["containers"]
    probe = next(one for one in containers if one.get("args", [""])[0] == "work")["livenessProbe"]
    worker = COMPOSE["services"]["worker"]
    asked = worker["healthcheck"]
    kind, *command = asked["test"]
    assert kind == "CMD" and not any(re.search(r"(?<!\$)\$(?!\$)", part) for part in command), "compose fills in $"
    assert [part.replace("$$", "$") for part in command] == probe["exec"]["command"]
    assert f"{worker['environment'][PATH]}/{ALIVE} " in command[-1]
    times = {"interval": "periodSeconds", "timeout": "timeoutSeconds", "start_period": "initialDelaySeconds"}
    assert {ours: seconds(asked[ours]) for ours in times} == {ours: probe[theirs] for ours, theirs in times.items()}
    assert asked["retries"] == probe["failureThreshold"]


def test_the_check_of_a_worker_goes_by_the_age_of_its_file(tmp_path):
    _, shell, option, script = COMPOSE["services"]["worker"]["healthcheck"]["test"]
    script = script.replace("$$", "$").replace("/data/batches", str(tmp_path))
    file = tmp_path / ALIVE
    outcomes = [subprocess.run([shell, option, script], check=False, capture_output=True).returncode]
    for age_s in (0, 60, 600):
        file.touch()
        os.utime(file, (time.time() - age_s,) * 2)
        outcomes.append(subprocess.run([shell, option, script], check=False).returncode)
    assert outcomes == [1, 0, 0, 1]


def test_what_kubernetes_objects_name_is_there():
    claims = {item["metadata"]["name"] for item in objects() if item["kind"] == "PersistentVolumeClaim"}
    maps = {item["metadata"]["name"]: item["data"] for item in objects() if item["kind"] == "ConfigMap"}
    services = {item["metadata"]["name"]: item["spec"] for item in objects() if item["kind"] == "Service"}
    labels = [item["spec"]["template"]["metadata"]["labels"] for item in objects() if item["kind"] == "Deployment"]
    for item in objects():
        if item["kind"] == "Deployment":
            assert item["spec"]["selector"]["matchLabels"] in labels
    for spec in services.values():
        assert spec["selector"] in labels
    for spec in pods():
        for volume in spec["volumes"]:
            assert volume.get("persistentVolumeClaim", {}).get("claimName", "mokcheck-list") in claims
        for container in spec["containers"]:
            settings_named(variable["name"] for variable in container.get("env", ()))
            for source in container.get("envFrom", ()):
                if "configMapRef" in source:  # a secret is made by hand, and no file holds it
                    settings_named(maps[source["configMapRef"]["name"]])
            if container["image"].startswith("mokcheck") and "args" in container and "command" not in container:
                assert container["args"][0] in COMMANDS
    redis = maps["mokcheck"]["MOKCHECK_REDIS_URL"]
    assert re.match(r"redis://([\w-]+):", redis)[1] in services


def test_workers_on_several_machines_share_what_the_settings_ask_for():
    shared = next(item["data"] for item in objects() if item["metadata"]["name"] == "mokcheck-batches")
    services = COMPOSE["services"]
    ours = [services["service"]["environment"], services["worker"]["environment"], {**shared, PATH: "/work"}]
    for environment in ours:
        settings = Settings.from_environment({k: v for k, v in environment.items() if k.startswith(PREFIX)})
        assert is_shared(settings) and settings.batches_path
    places = {(part["MOKCHECK_BATCHES_URL"], part["MOKCHECK_BATCHES_SHARE"]) for part in ours[:2]}
    assert len(places) == 1, "service and worker meet"


def test_all_that_share_batches_have_one_list():
    commands = [part["command"] for part in OURS.values() if "MOKCHECK_BATCHES_URL" in (part.get("environment") or {})]
    assert len(commands) >= 2 and len({command[command.index("--list") + 1] for command in commands}) == 1
    maps = {item["metadata"]["name"]: item["data"] for item in objects() if item["kind"] == "ConfigMap"}
    own, shared = maps["mokcheck"], maps["mokcheck-batches"]  # the second is set over the first
    for environment in (shared, {**own, **shared}):
        settings = Settings.from_environment({k: v for k, v in environment.items() if k.startswith(PREFIX)})
        assert settings.list_location == shared["MOKCHECK_LIST_URL"] and is_shared(settings)
    assert not any("--list" in container.get("args", ()) for spec in pods() for container in spec["containers"])


def test_compose_runs_ours_locked_down_and_names_what_exists():
    assert {"service", "publish"} <= set(OURS) and {"postgres", "redis"} <= set(COMPOSE["services"])
    for name, part in OURS.items():
        assert part["read_only"] and part["cap_drop"] == ["ALL"] and part["security_opt"], name
        assert part["user"] == f"{USER}:{USER}" or name == "prepare"
        settings_named(part.get("environment") or {})
        if "command" in part:
            assert part["command"][0] in COMMANDS
    for name, part in COMPOSE["services"].items():
        assert set(part.get("depends_on", {})) <= set(COMPOSE["services"]), name
        for volume in part.get("volumes", ()):
            source = volume.partition(":")[0]
            assert source.startswith("./") or source in COMPOSE["volumes"]
        for port in part.get("ports", ()):
            assert port.startswith("127.0.0.1:"), "a proxy with TLS stands before it"


def test_no_secret_stands_in_a_file():
    for path in (path for path in DEPLOY.rglob("*") if path.is_file() and path.suffix in (".yaml", ".service")):
        for line in path.read_text("utf-8").splitlines():
            if "secretRef: {name:" in line:
                continue
            if re.search(r"(?i)(password|secret)\w*\s*[:=]", line) and not line.lstrip().startswith("#"):
                assert "${" in line, line


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_units_are_taken_by_systemd(path, tmp_path):
    verify = shutil.which("systemd-analyze")
    if verify is None:
        pytest.skip("systemd-analyze is not installed")
    text = re.sub(r"^User=.*$", "User=root", path.read_text("utf-8"), flags=re.MULTILINE)
    text = re.sub(r"^(ExecStart(?:Post)?=)\S+", rf"\1{shutil.which('true')}", text, flags=re.MULTILINE)
    text = re.sub(r"^EnvironmentFile=.*$", "", text, flags=re.MULTILINE)
    (tmp_path / path.name).write_text(text)
    if path.suffix == ".timer":
        (tmp_path / f"{path.stem}.service").write_text("[Service]\nType=oneshot\nExecStart=/bin/true\n")
    done = subprocess.run(
        [verify, "verify", "--man=no", str(tmp_path / path.name)], capture_output=True, text=True, check=False
    )
    mine = [line for line in done.stderr.splitlines() if path.name in line]
    assert mine == []


def test_commands_of_units_exist():
    for path in UNITS:
        for program, arguments in re.findall(
            r"^ExecStart(?:Post)?=(\S+) ?(.*)$", path.read_text("utf-8"), re.MULTILINE
        ):
            inside = [part for part in (program, *arguments.split()) if part.startswith("/opt/mokcheck/deploy/")]
            for part in inside:
                assert (ROOT / part.removeprefix("/opt/mokcheck/")).exists(), part
            if program.endswith("/mokcheck"):
                assert arguments.split()[0] in COMMANDS
