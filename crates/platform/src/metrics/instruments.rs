//! What is measured while it happens. One set a process, like the log's subscriber: what is measured in six
//! services of one process is read at one place.

use crate::ServiceName;
use contracts::DESCRIPTORS;
use opentelemetry::{
    KeyValue, StringValue,
    metrics::{Counter, Gauge, Histogram, MeterProvider as _},
};
use opentelemetry_sdk::metrics::SdkMeterProvider;
use prost::Message as _;
use prost_types::FileDescriptorSet;
use std::{collections::HashSet, sync::LazyLock, time::Duration};

/// From a quick answer to a long upload, in seconds.
const DURATIONS: [f64; 14] = [
    0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 120.0,
];

/// The instruments, and where they are read.
pub(super) struct Instruments {
    pub(super) registry: prometheus::Registry,
    _provider: SdkMeterProvider,
    pub(super) http: Histogram<f64>,
    rpc: Histogram<f64>,
    jobs: Histogram<f64>,
    facts: Counter<u64>,
    handled: Counter<u64>,
    pub(super) outbox_waiting: Gauge<u64>,
    pub(super) outbox_lag: Gauge<f64>,
    pub(super) facts_dead: Gauge<u64>,
    pub(super) jobs_due: Gauge<u64>,
    pub(super) jobs_failing: Gauge<u64>,
    pub(super) jobs_dead: Gauge<u64>,
    pub(super) database_up: Gauge<u64>,
    pub(super) memory: Gauge<u64>,
}

pub(super) static INSTRUMENTS: LazyLock<Instruments> = LazyLock::new(Instruments::new);

impl Instruments {
    fn new() -> Self {
        let registry = prometheus::Registry::new();
        let exporter = opentelemetry_prometheus::exporter()
            .with_registry(registry.clone())
            .scope_info_enabled(false)
            .without_target_info()
            .build();
        let mut provider = SdkMeterProvider::builder();
        match exporter {
            Ok(exporter) => provider = provider.with_reader(exporter),
            Err(error) => tracing::error!(%error, "there will be no metrics"),
        }
        let provider = provider.build();
        let meter = provider.meter("accolade");
        let seconds = |name: &'static str, words: &'static str| {
            meter
                .f64_histogram(name)
                .with_unit("s")
                .with_description(words)
                .with_boundaries(DURATIONS.to_vec())
                .build()
        };
        let count = |name: &'static str, words: &'static str| {
            meter.u64_gauge(name).with_description(words).build()
        };
        Self {
            http: seconds(
                "accolade_http_request_duration",
                "Requests to the gateway, by route, method and status",
            ),
            rpc: seconds(
                "accolade_rpc_duration",
                "Calls a service answered, by method and gRPC code",
            ),
            jobs: seconds("accolade_job_duration", "Runs of jobs, by kind and outcome"),
            facts: meter
                .u64_counter("accolade_facts")
                .with_description("Facts a service has published, by subject")
                .build(),
            handled: meter
                .u64_counter("accolade_facts_handled")
                .with_description("Facts a service was told, by subject and outcome")
                .build(),
            outbox_waiting: count(
                "accolade_outbox_waiting",
                "Facts that wait to be published or delivered",
            ),
            outbox_lag: meter
                .f64_gauge("accolade_outbox_lag")
                .with_unit("s")
                .with_description("Age of the oldest fact that waits")
                .build(),
            facts_dead: count(
                "accolade_facts_dead",
                "Facts that were put aside and wait for a person",
            ),
            jobs_due: count("accolade_jobs_due", "Jobs whose time has come"),
            jobs_failing: count(
                "accolade_jobs_failing",
                "Jobs that have failed and will be tried again",
            ),
            jobs_dead: count(
                "accolade_jobs_dead",
                "Jobs that were given up and wait for a person",
            ),
            database_up: count(
                "accolade_database_up",
                "1 if the service's database answered this reading, else 0",
            ),
            memory: meter
                .u64_gauge("process_resident_memory")
                .with_unit("By")
                .with_description("Memory of the process")
                .build(),
            registry,
            _provider: provider,
        }
    }
}

/// The methods there are: whatever else is called counts as one, so that nobody makes up labels.
static METHODS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let contracts = FileDescriptorSet::decode(DESCRIPTORS).unwrap_or_default();
    let mut paths = HashSet::new();
    for file in &contracts.file {
        for service in &file.service {
            let methods = service.method.iter();
            paths.extend(
                methods.map(|m| format!("/{}.{}/{}", file.package(), service.name(), m.name())),
            );
        }
    }
    paths
});

/// A call was answered.
pub(crate) fn called(service: ServiceName, path: &str, code: tonic::Code, took: Duration) {
    let method = METHODS
        .get(path)
        .map_or("unknown", |known| known.trim_start_matches('/'));
    let code: StringValue = match code {
        tonic::Code::Ok => "Ok".into(),
        other => format!("{other:?}").into(),
    };
    INSTRUMENTS.rpc.record(
        took.as_secs_f64(),
        &[
            KeyValue::new("service", service.as_str()),
            KeyValue::new("method", method),
            KeyValue::new("code", code),
        ],
    );
}

/// A job was run.
pub(crate) fn job_run(service: ServiceName, kind: &'static str, done: bool, took: Duration) {
    INSTRUMENTS.jobs.record(
        took.as_secs_f64(),
        &[
            KeyValue::new("service", service.as_str()),
            KeyValue::new("kind", kind),
            KeyValue::new("outcome", if done { "done" } else { "failed" }),
        ],
    );
}

/// A transaction has committed these facts.
pub(crate) fn facts_committed(service: ServiceName, subjects: &[&'static str]) {
    for subject in subjects {
        INSTRUMENTS.facts.add(
            1,
            &[
                KeyValue::new("service", service.as_str()),
                KeyValue::new("fact", *subject),
            ],
        );
    }
}

/// A fact was dealt with, or not.
pub(crate) fn fact_handled(consumer: ServiceName, subject: &str, done: bool) {
    INSTRUMENTS.handled.add(
        1,
        &[
            KeyValue::new("service", consumer.as_str()),
            KeyValue::new("fact", subject.to_owned()),
            KeyValue::new("outcome", if done { "done" } else { "failed" }),
        ],
    );
}
