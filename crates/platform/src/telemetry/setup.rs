//! The subscriber that writes logs and sends spans.

use std::{io::IsTerminal as _, time::Duration};

use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::{SpanExporter, WithExportConfig as _};
use opentelemetry_sdk::{Resource, trace::SdkTracerProvider};
use tracing::Subscriber;
use tracing_subscriber::{
    EnvFilter, Layer as _, filter::LevelFilter, fmt, layer::SubscriberExt as _,
    util::SubscriberInitExt as _,
};

/// How long the last spans may take to leave when the process ends.
const FLUSH_WITHIN: Duration = Duration::from_secs(3);

/// What to log and where traces go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TelemetrySettings {
    /// The name of the service, as traces show it.
    pub service: String,
    /// The collector's gRPC address, such as `http://collector:4317`; none sends no traces.
    pub otlp_endpoint: Option<String>,
    /// Which events are logged, as `info` or `info,wallet=debug`. Traces do not depend on it.
    pub log: String,
    /// One JSON object a line instead of text for people.
    pub json: bool,
}

impl Default for TelemetrySettings {
    fn default() -> Self {
        Self {
            service: "accolade".to_owned(),
            otlp_endpoint: None,
            log: "info".to_owned(),
            json: false,
        }
    }
}

/// Why logs or traces could not be set up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TelemetryError {
    /// The filter cannot be read.
    #[error(
        "the log filter `{value}` cannot be read ({why}): write for example `info` or `info,wallet=debug`"
    )]
    Filter {
        /// The filter.
        value: String,
        /// The parser's words.
        why: String,
    },
    /// The collector's address cannot be used.
    #[error(
        "traces cannot be sent to `{endpoint}` ({why}): give an address such as `http://collector:4317`"
    )]
    Endpoint {
        /// The address.
        endpoint: String,
        /// The exporter's words.
        why: String,
    },
}

/// Holds the exporter: when it goes, the spans that wait are sent, for at most three seconds. Keep it until the
/// end of `main`.
#[derive(Debug)]
#[must_use = "dropping the guard ends the export of traces"]
pub struct Guard {
    provider: SdkTracerProvider,
    installed: bool,
}

impl Guard {
    /// Whether these settings are in force: false when another call of [`init`] came first in this process.
    pub fn is_installed(&self) -> bool {
        self.installed
    }

    /// Sends the spans that wait, away from the reactor, and ends the export.
    pub async fn shutdown(self) {
        // The guard is dropped there, which does the work.
        if let Err(error) = tokio::task::spawn_blocking(move || drop(self)).await {
            tracing::warn!(%error, "the last traces may be lost");
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Err(error) = self.provider.shutdown_with_timeout(FLUSH_WITHIN) {
            tracing::warn!(%error, "the last traces may be lost");
        }
    }
}

/// Sets up logs and traces for the process. With a collector it must be called inside a tokio runtime. A second
/// call in one process (tests) changes nothing and is no error: see [`Guard::is_installed`].
///
/// # Errors
/// [`TelemetryError`] for a filter or a collector's address that cannot be used.
pub fn init(settings: &TelemetrySettings) -> Result<Guard, TelemetryError> {
    let (subscriber, provider) = build(settings)?;
    let installed = subscriber.try_init().is_ok();
    Ok(Guard {
        provider,
        installed,
    })
}

/// The subscriber and the provider behind it.
fn build(
    settings: &TelemetrySettings,
) -> Result<(impl Subscriber + Send + Sync + use<>, SdkTracerProvider), TelemetryError> {
    let filter =
        EnvFilter::builder()
            .parse(&settings.log)
            .map_err(|error| TelemetryError::Filter {
                value: settings.log.clone(),
                why: error.to_string(),
            })?;
    let resource = Resource::builder()
        .with_service_name(settings.service.clone())
        .with_attribute(opentelemetry::KeyValue::new(
            "service.version",
            env!("CARGO_PKG_VERSION"),
        ))
        .build();
    let mut provider = SdkTracerProvider::builder().with_resource(resource);
    if let Some(endpoint) = &settings.otlp_endpoint {
        provider = provider.with_batch_exporter(exporter(endpoint)?);
    }
    let provider = provider.build();
    let written = fmt::layer()
        .with_writer(std::io::stderr)
        // Colours are for a terminal; in a file or a journal they are noise.
        .with_ansi(std::io::stderr().is_terminal());
    let written = if settings.json {
        written.json().boxed()
    } else {
        written.boxed()
    };
    // What is logged does not decide what is traced: `warn` keeps a log short and its traces whole.
    let traced = if settings.otlp_endpoint.is_some() {
        LevelFilter::INFO
    } else {
        LevelFilter::OFF
    };
    let spans = tracing_opentelemetry::layer()
        .with_tracer(provider.tracer(settings.service.clone()))
        .with_filter(traced);
    let subscriber = tracing_subscriber::registry()
        .with(spans)
        .with(written.with_filter(filter));
    Ok((subscriber, provider))
}

fn exporter(endpoint: &str) -> Result<SpanExporter, TelemetryError> {
    let refuse = |why: String| TelemetryError::Endpoint {
        endpoint: endpoint.to_owned(),
        why,
    };
    let url: url::Url = endpoint
        .parse()
        .map_err(|error: url::ParseError| refuse(error.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(refuse("it is neither http nor https".to_owned()));
    }
    SpanExporter::builder()
        .with_tonic()
        .with_endpoint(endpoint)
        .with_timeout(FLUSH_WITHIN)
        .build()
        .map_err(|error| refuse(error.to_string()))
}

#[cfg(test)]
mod tests {
    use tokio::{io::AsyncReadExt as _, net::TcpListener};

    use super::*;

    #[test]
    fn a_second_init_in_one_process_is_no_error() {
        let settings = TelemetrySettings::default();
        let _first = init(&settings).unwrap();
        let second = init(&settings).unwrap();
        assert!(!second.is_installed());
    }

    #[test]
    fn a_filter_that_cannot_be_read_is_refused_in_words() {
        let error = init(&TelemetrySettings {
            log: "wallet=loud".to_owned(),
            ..TelemetrySettings::default()
        })
        .unwrap_err();
        assert!(error.to_string().contains("`wallet=loud`"), "{error}");
    }

    #[tokio::test]
    async fn a_collector_that_is_no_address_is_refused_in_words() {
        for endpoint in ["collector:4317", "", "unix:///run/collector"] {
            let error = init(&TelemetrySettings {
                otlp_endpoint: Some(endpoint.to_owned()),
                ..TelemetrySettings::default()
            })
            .unwrap_err();
            assert!(
                error.to_string().contains("http://collector:4317"),
                "{error}"
            );
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn spans_leave_for_the_collector_when_the_guard_goes() {
        let collector = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", collector.local_addr().unwrap());
        let (subscriber, provider) = build(&TelemetrySettings {
            otlp_endpoint: Some(endpoint),
            log: "error".to_owned(),
            ..TelemetrySettings::default()
        })
        .unwrap();
        tracing::subscriber::with_default(subscriber, || {
            tracing::info_span!("award").in_scope(|| {});
        });
        let guard = Guard {
            provider,
            installed: false,
        };
        let collected = async {
            let (mut stream, _) = collector.accept().await.unwrap();
            let mut preface = [0; 14];
            stream.read_exact(&mut preface).await.unwrap();
            preface
        };
        let ((), preface) = tokio::join!(guard.shutdown(), collected);
        assert_eq!(&preface, b"PRI * HTTP/2.0");
    }
}
