"""The forms of the Kubernetes objects that are used, with the fields that are used and no others (API v1.30)."""

from typing import Any


def form(required: str = "", **fields: Any) -> dict[str, Any]:
    """An object of exactly these fields; those in `required` must be there."""
    return {"type": "object", "properties": fields, "required": required.split(), "additionalProperties": False}


def many(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": 1}


TEXT = {"type": "string", "minLength": 1}
NUMBER = {"type": "integer", "minimum": 0}
YES = {"type": "boolean"}
NAME = {"type": "string", "pattern": r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"}
TEXTS = {"type": "object", "additionalProperties": {"type": "string"}}
QUANTITY = {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?(m|Ki|Mi|Gi|Ti)?$"}
QUANTITIES = {"type": "object", "additionalProperties": QUANTITY}
PORT = {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 65535}, NAME]}
META = form("name", name=NAME, labels=TEXTS)
SELECTOR = form("matchLabels", matchLabels=TEXTS)
PROTOCOL = {"enum": ["TCP", "UDP"]}
PROBE = form(
    httpGet=form("path port", path={"type": "string", "pattern": "^/"}, port=PORT),
    tcpSocket=form("port", port=PORT),
    exec=form("command", command=many(TEXT)),
    initialDelaySeconds=NUMBER,
    periodSeconds=NUMBER,
    timeoutSeconds=NUMBER,
    failureThreshold=NUMBER,
)
CONTAINER = form(
    "name image securityContext resources",
    name=NAME,
    image=TEXT,
    imagePullPolicy={"enum": ["Always", "IfNotPresent", "Never"]},
    command=many(TEXT),
    args=many({"type": "string"}),
    env=many(form("name value", name=TEXT, value={"type": "string"})),
    envFrom=many(
        {
            "oneOf": [
                form("configMapRef", configMapRef=form("name", name=NAME)),
                form("secretRef", secretRef=form("name", name=NAME)),
            ]
        }
    ),
    ports=many(form("containerPort", name=NAME, containerPort={"type": "integer", "minimum": 1, "maximum": 65535})),
    startupProbe=PROBE,
    livenessProbe=PROBE,
    readinessProbe=PROBE,
    resources=form("limits", requests=QUANTITIES, limits=QUANTITIES),
    securityContext=form(allowPrivilegeEscalation=YES, readOnlyRootFilesystem=YES, capabilities=form(drop=many(TEXT))),
    volumeMounts=many(form("name mountPath", name=NAME, mountPath=TEXT, readOnly=YES)),
)
POD = form(
    "containers",
    automountServiceAccountToken=YES,
    enableServiceLinks=YES,
    terminationGracePeriodSeconds=NUMBER,
    restartPolicy={"enum": ["Never", "OnFailure", "Always"]},
    securityContext=form(
        runAsNonRoot=YES,
        runAsUser=NUMBER,
        runAsGroup=NUMBER,
        fsGroup=NUMBER,
        seccompProfile=form("type", type={"enum": ["RuntimeDefault"]}),
    ),
    containers=many(CONTAINER),
    volumes=many(
        form(
            "name",
            name=NAME,
            persistentVolumeClaim=form("claimName", claimName=NAME),
            emptyDir=form(medium={"enum": ["", "Memory"]}, sizeLimit=QUANTITY),
        )
    ),
)
PORTS = many(form("protocol port", protocol=PROTOCOL, port=PORT))


def whole(version: str, kind: str, **body: Any) -> dict[tuple[str, str], Any]:
    """The form of a kind, by its version and name."""
    fields = {"apiVersion": {"const": version}, "kind": {"const": kind}, "metadata": META, **body}
    return {(version, kind): form(" ".join(fields), **fields)}


JOB = form(
    "template",
    backoffLimit=NUMBER,
    activeDeadlineSeconds=NUMBER,
    template=form("spec", metadata=form(labels=TEXTS), spec=POD),
)
FORMS = {
    **whole(
        "v1",
        "PersistentVolumeClaim",
        spec=form(
            "accessModes resources",
            accessModes=many({"enum": ["ReadWriteOnce", "ReadWriteMany", "ReadOnlyMany"]}),
            resources=form("requests", requests=QUANTITIES),
        ),
    ),
    **whole("v1", "ConfigMap", data=TEXTS),
    **whole(
        "v1",
        "Service",
        spec=form("selector ports", selector=TEXTS, ports=many(form("port", name=NAME, port=PORT, targetPort=PORT))),
    ),
    **whole(
        "apps/v1",
        "Deployment",
        spec=form(
            "replicas selector template",
            replicas=NUMBER,
            strategy=form("type", type={"enum": ["Recreate", "RollingUpdate"]}),
            selector=SELECTOR,
            template=form("metadata spec", metadata=form("labels", labels=TEXTS), spec=POD),
        ),
    ),
    **whole(
        "batch/v1",
        "CronJob",
        spec=form(
            "schedule jobTemplate",
            schedule=TEXT,
            timeZone=TEXT,
            concurrencyPolicy={"enum": ["Allow", "Forbid", "Replace"]},
            jobTemplate=form("spec", spec=JOB),
        ),
    ),
    **whole(
        "networking.k8s.io/v1",
        "NetworkPolicy",
        spec=form(
            "podSelector policyTypes",
            podSelector=SELECTOR,
            policyTypes=many({"enum": ["Ingress", "Egress"]}),
            ingress=many(form("from ports", **{"from": many(form(podSelector=SELECTOR)), "ports": PORTS})),
            egress=many(form("ports", ports=PORTS)),
        ),
    ),
}
