"""OpenTelemetry traces, when an operator names a collector: one span a request, with the times of its stages.

Spans carry method, route, status, request id and times; nothing of what was sent or read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from verifier.errors import BadSettings
from verifier.settings import Settings


class Span(Protocol):
    """What a traced request may be told."""

    def set_attribute(self, key: str, value: Any) -> None:
        """Notes a fact of the request."""

    def update_name(self, name: str) -> None:
        """Names the request by its method and route."""


class Tracing(Protocol):
    """Makes spans."""

    def request(self, method: str, headers: Mapping[str, str]) -> Any:
        """A context manager that yields the Span of one request."""

    def close(self) -> None:
        """Sends what is left."""


class _Deaf:
    def set_attribute(self, key: str, value: Any) -> None:
        """Notes nothing."""

    def update_name(self, name: str) -> None:
        """Names nothing."""


class NoTracing:
    """Traces nothing."""

    @contextmanager
    def request(self, method: str, headers: Mapping[str, str]) -> Iterator[Span]:
        """A span that nobody sees."""
        yield _Deaf()

    def close(self) -> None:
        """Nothing is left."""


class OpenTelemetryTracing:
    """Traces through an OpenTelemetry provider of our own; nothing global is set."""

    def __init__(self, provider: Any) -> None:
        """`provider` is an `opentelemetry.sdk.trace.TracerProvider`."""
        from opentelemetry.trace import SpanKind  # noqa: PLC0415 - an optional part
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator  # noqa: PLC0415

        self._provider = provider
        self._tracer = provider.get_tracer("mokcheck")
        self._caller = TraceContextTextMapPropagator()
        self._kind = SpanKind.SERVER

    @contextmanager
    def request(self, method: str, headers: Mapping[str, str]) -> Iterator[Span]:
        """A server span that continues the caller's trace, if `traceparent` names one."""
        context = self._caller.extract({"traceparent": headers.get("traceparent", "")})
        with self._tracer.start_as_current_span(
            method, context, self._kind, record_exception=False, set_status_on_exception=False
        ) as span:
            yield span

    def close(self) -> None:
        """Sends what is left."""
        self._provider.shutdown()


def make_tracing(settings: Settings) -> Tracing:
    """The tracing that the settings ask for. Raises BadSettings when its packages are not installed."""
    if settings.otlp_endpoint is None:
        return NoTracing()
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
    except ImportError as error:
        name = "MOKCHECK_OTLP_ENDPOINT"
        raise BadSettings(f"install mokcheck[telemetry] to use {name}", setting=name) from error
    provider = TracerProvider(resource=Resource.create({"service.name": "mokcheck"}), shutdown_on_exit=False)
    endpoint = f"{settings.otlp_endpoint.rstrip('/')}/v1/traces"
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint)))
    return OpenTelemetryTracing(provider)
