//! The gateway over TLS: what it speaks, how a certificate is renewed, and how a wrong one is refused.

use accolade::{
    tls::{Files, Tls},
    up::{self, Running},
};
use platform::{clock::Clock, config::Settings};
use rcgen::{CertificateParams, KeyPair};
use rustls::{ClientConfig, RootCertStore, pki_types::ServerName};
use std::{path::Path, sync::Arc, time::Duration};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};
use tokio_rustls::{TlsConnector, client::TlsStream};

/// A pair for `localhost`, written to `dir`; answers the certificate.
fn pair(dir: &Path) -> rcgen::Certificate {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let certificate = params.self_signed(&key).unwrap();
    // The key last: for a moment the two do not fit, as with every tool that renews.
    std::fs::write(dir.join("tls.crt"), certificate.pem()).unwrap();
    std::fs::write(dir.join("tls.key"), key.serialize_pem()).unwrap();
    certificate
}

fn settings(dir: &Path) -> Settings {
    let mut settings = Settings::default();
    let mut set = |name, file: &str| settings.set(name, dir.join(file).display().to_string());
    set("tls_cert", "tls.crt");
    set("tls_key", "tls.key");
    settings.set("listen", "127.0.0.1:0".into());
    settings.set("password_cost", "test".into());
    settings
}

async fn started(dir: &TempDir) -> Running {
    up::up(
        settings(dir.path()),
        dir.path().join("data"),
        Clock::system(),
    )
    .await
    .unwrap()
}

async fn connect(
    to: &Running,
    trusted: &rcgen::Certificate,
    alpn: &[&str],
) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.der().clone()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = alpn.iter().map(|name| name.as_bytes().to_vec()).collect();
    let tcp = TcpStream::connect(to.address).await?;
    let name = ServerName::try_from("localhost").unwrap();
    TlsConnector::from(Arc::new(config))
        .connect(name, tcp)
        .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_rest_and_grpc_are_spoken_over_tls() {
    let dir = tempfile::tempdir().unwrap();
    let certificate = pair(dir.path());
    let running = started(&dir).await;
    assert!(
        running.base.starts_with("https://localhost:"),
        "{}",
        running.base
    );

    let mut stream = connect(&running, &certificate, &["http/1.1"])
        .await
        .unwrap();
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"http/1.1"[..]));
    let request = "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");

    let root = reqwest::Certificate::from_der(certificate.der()).unwrap();
    let client = reqwest::Client::builder()
        .no_proxy()
        .tls_certs_only([root])
        .build()
        .unwrap();
    let answer = client
        .get(format!("{}/verify", running.base))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.version(), reqwest::Version::HTTP_2);
    assert_eq!(answer.status(), 200);
    assert!(answer.headers().contains_key("strict-transport-security"));

    let (address, trusted) = (running.address, certificate.der().clone());
    let connector = tower::service_fn(move |_: http::Uri| {
        let trusted = trusted.clone();
        async move {
            let mut roots = RootCertStore::empty();
            roots.add(trusted).unwrap();
            let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
            let mut config = ClientConfig::builder_with_provider(provider)
                .with_safe_default_protocol_versions()
                .unwrap()
                .with_root_certificates(roots)
                .with_no_client_auth();
            config.alpn_protocols = vec![b"h2".to_vec()];
            let tcp = TcpStream::connect(address).await?;
            let name = ServerName::try_from("localhost").unwrap();
            let stream = TlsConnector::from(Arc::new(config))
                .connect(name, tcp)
                .await?;
            assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
            Ok::<_, std::io::Error>(hyper_util::rt::TokioIo::new(stream))
        }
    });
    let channel = tonic::transport::Endpoint::from_static("http://localhost")
        .connect_with_connector(connector)
        .await
        .unwrap();
    let mut verification =
        contracts::verification::v1::verification_client::VerificationClient::new(channel);
    let request = contracts::verification::v1::VerifyRequest {
        badge: Some(contracts::verification::v1::verify_request::Badge::Text(
            "no badge".to_owned(),
        )),
        offline: true,
        ..Default::default()
    };
    let report = verification.verify(request).await.unwrap().into_inner();
    assert_eq!(report.verdict, "invalid");
    assert!(running.stop().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_renewed_certificate_is_used_without_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let first = pair(dir.path());
    let running = started(&dir).await;
    connect(&running, &first, &[]).await.unwrap();

    // Rubbish leaves the old one in force.
    std::fs::write(dir.path().join("tls.key"), "half writ").unwrap();
    connect(&running, &first, &[]).await.unwrap();

    let second = pair(dir.path());
    let renewed = async {
        while connect(&running, &second, &[]).await.is_err() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), renewed)
        .await
        .expect("the renewed certificate is not in force after 30 seconds");
    assert!(connect(&running, &first, &[]).await.is_err());
    assert!(running.stop().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_does_not_shake_hands_holds_nobody_up() {
    let dir = tempfile::tempdir().unwrap();
    let certificate = pair(dir.path());
    let running = started(&dir).await;
    let mut silent = Vec::new();
    for _ in 0..20 {
        silent.push(TcpStream::connect(running.address).await.unwrap());
    }
    let mut plain = TcpStream::connect(running.address).await.unwrap();
    plain.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    connect(&running, &certificate, &["h2"]).await.unwrap();
    assert!(running.stop().await);
}

fn refusal(settings: &Settings) -> String {
    let files = match Files::from_settings(settings) {
        Ok(files) => files.expect("both files are named"),
        Err(error) => return error.to_string(),
    };
    Tls::new(files, Clock::system())
        .err()
        .expect("the pair cannot be used")
        .to_string()
}

#[test]
fn a_pair_that_cannot_be_used_is_refused_in_words() {
    let dir = tempfile::tempdir().unwrap();
    let settings = settings(dir.path());
    let missing = refusal(&settings);
    assert!(
        missing.contains("the certificate") && missing.contains("tls.crt cannot be read"),
        "{missing}"
    );

    pair(dir.path());
    let other = KeyPair::generate().unwrap();
    std::fs::write(dir.path().join("tls.key"), other.serialize_pem()).unwrap();
    let wrong = refusal(&settings);
    assert!(
        wrong.contains("does not belong to the first certificate"),
        "{wrong}"
    );

    std::fs::write(dir.path().join("tls.key"), "nothing of the kind").unwrap();
    let no_key = refusal(&settings);
    assert!(no_key.contains("there is no private key in it"), "{no_key}");

    std::fs::write(dir.path().join("tls.crt"), "nothing of the kind").unwrap();
    let none = refusal(&settings);
    assert!(none.contains("there is no certificate in it"), "{none}");

    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    params.not_before = rcgen::date_time_ymd(2020, 1, 1);
    params.not_after = rcgen::date_time_ymd(2021, 1, 31);
    let old = params.self_signed(&key).unwrap();
    std::fs::write(dir.path().join("tls.crt"), old.pem()).unwrap();
    std::fs::write(dir.path().join("tls.key"), key.serialize_pem()).unwrap();
    let expired = refusal(&settings);
    assert!(expired.contains("expired on 2021-01-31"), "{expired}");

    let mut half = Settings::default();
    half.set("tls_cert", "tls.crt".into());
    let half = refusal(&half);
    assert!(half.contains("ACCOLADE_TLS_KEY"), "{half}");
}
