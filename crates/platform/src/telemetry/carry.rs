//! The trace in the headers of whatever is sent.

use std::collections::BTreeMap;

use http::HeaderMap;
use opentelemetry::{
    Context,
    propagation::{Extractor, Injector, TextMapPropagator as _},
    trace::TraceContextExt as _,
};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use tonic::metadata::{KeyRef, MetadataKey, MetadataMap};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

/// Writes the trace of the current span into headers (bus messages, outbox rows). Without a span that is traced
/// nothing is written.
pub fn inject(headers: &mut BTreeMap<String, String>) {
    write(&mut Map(headers));
}

/// The trace that [`inject`] wrote; an empty context when there is none or it cannot be read.
pub fn extract(headers: &BTreeMap<String, String>) -> Context {
    read(&MapRef(headers))
}

/// Writes the trace of the current span into the metadata of a gRPC call.
pub fn inject_metadata(metadata: &mut MetadataMap) {
    write(&mut Metadata(metadata));
}

/// The trace in the metadata of a gRPC call.
pub fn extract_metadata(metadata: &MetadataMap) -> Context {
    read(&MetadataRef(metadata))
}

/// The trace in the headers of an HTTP request.
pub fn extract_http(headers: &HeaderMap) -> Context {
    read(&HttpRef(headers))
}

/// Makes the span part of the trace that came in. Call it before the span is entered; a span that nobody
/// records stays as it is.
pub fn set_parent(span: &tracing::Span, parent: Context) {
    if let Err(error) = span.set_parent(parent) {
        tracing::trace!(%error, "the span stays without its parent");
    }
}

/// The id of the current trace in hex, as the collector shows it; none when the current span is not traced.
pub fn trace_id() -> Option<String> {
    let context = tracing::Span::current().context();
    let span = context.span().span_context().clone();
    span.is_valid().then(|| span.trace_id().to_string())
}

fn write(headers: &mut dyn Injector) {
    let context = tracing::Span::current().context();
    TraceContextPropagator::new().inject_context(&context, headers);
}

fn read(headers: &dyn Extractor) -> Context {
    TraceContextPropagator::new().extract_with_context(&Context::new(), headers)
}

struct Map<'a>(&'a mut BTreeMap<String, String>);

impl Injector for Map<'_> {
    fn set(&mut self, key: &str, value: String) {
        if !value.is_empty() {
            self.0.insert(key.to_owned(), value);
        }
    }
}

struct MapRef<'a>(&'a BTreeMap<String, String>);

impl Extractor for MapRef<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }
}

struct Metadata<'a>(&'a mut MetadataMap);

impl Injector for Metadata<'_> {
    fn set(&mut self, key: &str, value: String) {
        if let (false, Ok(key), Ok(value)) = (
            value.is_empty(),
            MetadataKey::from_bytes(key.as_bytes()),
            value.parse(),
        ) {
            self.0.insert(key, value);
        }
    }
}

struct MetadataRef<'a>(&'a MetadataMap);

impl Extractor for MetadataRef<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(|value| value.to_str().ok())
    }

    fn keys(&self) -> Vec<&str> {
        self.0
            .keys()
            .filter_map(|key| match key {
                KeyRef::Ascii(key) => Some(key.as_str()),
                KeyRef::Binary(_) => None,
            })
            .collect()
    }
}

struct HttpRef<'a>(&'a HeaderMap);

impl Extractor for HttpRef<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(|value| value.to_str().ok())
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(http::HeaderName::as_str).collect()
    }
}

#[cfg(test)]
mod tests {
    use opentelemetry::trace::TracerProvider as _;
    use opentelemetry_sdk::trace::SdkTracerProvider;
    use tracing_subscriber::layer::SubscriberExt as _;

    use super::*;

    fn traced<T>(work: impl FnOnce() -> T) -> T {
        let provider = SdkTracerProvider::builder().build();
        let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("test"));
        let subscriber = tracing_subscriber::registry().with(layer);
        tracing::subscriber::with_default(subscriber, work)
    }

    #[test]
    fn a_trace_crosses_headers_metadata_and_http() {
        traced(|| {
            let (id, headers, metadata) = tracing::info_span!("gateway").in_scope(|| {
                let mut headers = BTreeMap::new();
                let mut metadata = MetadataMap::new();
                inject(&mut headers);
                inject_metadata(&mut metadata);
                (trace_id().unwrap(), headers, metadata)
            });
            assert_eq!(id.len(), 32);
            assert!(headers["traceparent"].contains(&id), "{headers:?}");
            assert_eq!(
                headers.len(),
                1,
                "an empty tracestate is left out: {headers:?}"
            );

            let contexts = [
                extract(&headers),
                extract_metadata(&metadata),
                extract_http(metadata.as_ref()),
            ];
            for parent in contexts {
                assert!(parent.span().span_context().is_remote());
                let span = tracing::info_span!("service");
                set_parent(&span, parent);
                assert_eq!(span.in_scope(trace_id).as_deref(), Some(id.as_str()));
            }
            let other = tracing::info_span!("another request").in_scope(trace_id);
            assert_ne!(other, Some(id));
        });
    }

    #[test]
    fn without_a_trace_nothing_is_written_and_nothing_read() {
        let mut headers = BTreeMap::new();
        inject(&mut headers);
        assert_eq!(headers, BTreeMap::new());
        assert_eq!(trace_id(), None);
        for value in [
            "",
            "nonsense",
            "00-0-0-0",
            "00-00000000000000000000000000000000-0000000000000000-01",
        ] {
            let headers = BTreeMap::from([("traceparent".to_owned(), value.to_owned())]);
            assert!(
                !extract(&headers).span().span_context().is_valid(),
                "{value}"
            );
        }
    }

    #[test]
    fn a_span_nobody_records_takes_a_parent_without_complaint() {
        set_parent(&tracing::Span::none(), Context::new());
    }
}
