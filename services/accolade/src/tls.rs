//! TLS of the gateway: a certificate and its key from PEM files, read again when they are renewed.

use anyhow::Context as _;
use axum::serve::Listener;
use platform::{clock::Clock, config::Settings, tasks::Tasks};
use rustls::{
    ServerConfig,
    crypto::{CryptoProvider, aws_lc_rs},
    pki_types::{CertificateDer, PrivateKeyDer, pem, pem::PemObject as _},
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};
use std::{
    io,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, SystemTime},
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, mpsc},
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};
use x509_cert::{Certificate, der::Decode as _};

/// How often the files are looked at.
const LOOK: Duration = Duration::from_secs(2);
/// How long a client may take to shake hands.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many clients may be shaking hands at once; more wait in the system's queue.
const AT_ONCE: usize = 512;
/// From when on a certificate that was not renewed is complained about.
const SOON: i64 = 7 * 24 * 3600;

/// Why a certificate cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// One of the two settings is missing.
    #[error(
        "`{set}` is set but `{missing}` is not: https needs the certificate (ACCOLADE_TLS_CERT) and its private key (ACCOLADE_TLS_KEY), each the name of a PEM file"
    )]
    Half {
        /// The one that is there.
        set: &'static str,
        /// The one that is not.
        missing: &'static str,
    },
    /// A file cannot be read.
    #[error("{what} {path} cannot be read: {problem}; name a PEM file that this user may read")]
    Unreadable {
        /// Which of the two.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system says.
        problem: io::Error,
    },
    /// A file holds nothing of the kind.
    #[error("{what} {path} cannot be used: {problem}")]
    Malformed {
        /// Which of the two.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// The key is another certificate's.
    #[error(
        "the key {key} does not belong to the first certificate in {cert}; the server's own certificate must come first, then those that signed it"
    )]
    Pair {
        /// The certificate's file.
        cert: PathBuf,
        /// The key's file.
        key: PathBuf,
    },
    /// The certificate's time is over.
    #[error("the certificate {path} expired on {until}; put the renewed one there")]
    Expired {
        /// The file.
        path: PathBuf,
        /// Its last day.
        until: String,
    },
}

const CERT: &str = "the certificate";
const KEY: &str = "the key";

/// Where certificate and key are.
#[derive(Clone, Debug)]
pub struct Files {
    cert: PathBuf,
    key: PathBuf,
}

impl Files {
    /// The two files, if https is configured.
    ///
    /// # Errors
    /// [`TlsError::Half`].
    pub fn from_settings(settings: &Settings) -> Result<Option<Self>, TlsError> {
        let half = |set, missing| Err(TlsError::Half { set, missing });
        match (settings.text("tls_cert"), settings.text("tls_key")) {
            (None, None) => Ok(None),
            (Some(_), None) => half("tls_cert", "tls_key"),
            (None, Some(_)) => half("tls_key", "tls_cert"),
            (Some(cert), Some(key)) => Ok(Some(Self {
                cert: cert.into(),
                key: key.into(),
            })),
        }
    }

    /// Reads both, and sees that they are a pair that holds `now` (seconds since 1970).
    fn load(&self, provider: &CryptoProvider, now: i64) -> Result<CertifiedKey, TlsError> {
        let chain = self.chain()?;
        let until = chain.first().map_or(Ok(i64::MAX), |first| {
            end_of(first).map_err(|problem| self.malformed(CERT, problem))
        })?;
        if until < now {
            return Err(TlsError::Expired {
                path: self.cert.clone(),
                until: day(until),
            });
        }
        if until - now < SOON {
            tracing::warn!(certificate = %self.cert.display(), until = day(until), "the TLS certificate expires soon and was not renewed");
        }
        let text = read(KEY, &self.key)?;
        let key = PrivateKeyDer::from_pem_slice(&text).map_err(|error| {
            let problem = match error {
                pem::Error::NoItemsFound => {
                    "there is no private key in it; it must hold `-----BEGIN PRIVATE KEY-----`, without a passphrase".to_owned()
                }
                other => other.to_string(),
            };
            self.malformed(KEY, problem)
        })?;
        CertifiedKey::from_der(chain, key, provider).map_err(|error| match error {
            rustls::Error::InconsistentKeys(_) => TlsError::Pair {
                cert: self.cert.clone(),
                key: self.key.clone(),
            },
            other => self.malformed(KEY, other.to_string()),
        })
    }

    fn chain(&self) -> Result<Vec<CertificateDer<'static>>, TlsError> {
        let text = read(CERT, &self.cert)?;
        let chain = CertificateDer::pem_slice_iter(&text)
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| self.malformed(CERT, error.to_string()))?;
        if chain.is_empty() {
            let problem =
                "there is no certificate in it; it must hold `-----BEGIN CERTIFICATE-----`";
            return Err(self.malformed(CERT, problem.to_owned()));
        }
        Ok(chain)
    }

    fn malformed(&self, what: &'static str, problem: String) -> TlsError {
        TlsError::Malformed {
            what,
            path: if what == CERT { &self.cert } else { &self.key }.clone(),
            problem,
        }
    }

    /// What tells one version of the files from another.
    fn stamp(&self) -> [Option<(SystemTime, u64)>; 2] {
        let of = |path: &Path| {
            let about = std::fs::metadata(path).ok()?;
            Some((about.modified().ok()?, about.len()))
        };
        [of(&self.cert), of(&self.key)]
    }
}

fn read(what: &'static str, path: &Path) -> Result<Vec<u8>, TlsError> {
    std::fs::read(path).map_err(|problem| TlsError::Unreadable {
        what,
        path: path.to_owned(),
        problem,
    })
}

/// The end of a certificate's time, in seconds since 1970.
fn end_of(certificate: &CertificateDer<'_>) -> Result<i64, String> {
    let read = Certificate::from_der(certificate).map_err(|error| error.to_string())?;
    let end = read.tbs_certificate.validity.not_after.to_unix_duration();
    Ok(i64::try_from(end.as_secs()).unwrap_or(i64::MAX))
}

fn day(seconds: i64) -> String {
    x509_cert::der::DateTime::from_unix_duration(Duration::from_secs(
        u64::try_from(seconds).unwrap_or_default(),
    ))
    .map_or_else(|_| seconds.to_string(), |day| day.to_string())
}

/// Answers with the newest good certificate.
#[derive(Debug)]
struct Newest(RwLock<Arc<CertifiedKey>>);

impl ResolvesServerCert for Newest {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(
            self.0
                .read()
                .unwrap_or_else(PoisonError::into_inner)
                .clone(),
        )
    }
}

/// TLS with a certificate that is in force.
pub struct Tls {
    files: Files,
    stamp: [Option<(SystemTime, u64)>; 2],
    newest: Arc<Newest>,
    acceptor: TlsAcceptor,
    clock: Clock,
}

impl Tls {
    /// Reads the files.
    ///
    /// # Errors
    /// See [`TlsError`].
    pub fn new(files: Files, clock: Clock) -> anyhow::Result<Self> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let stamp = files.stamp();
        let key = files.load(&provider, seconds(&clock))?;
        let newest = Arc::new(Newest(RwLock::new(Arc::new(key))));
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .context("TLS cannot be set up")?
            .with_no_client_auth()
            .with_cert_resolver(newest.clone());
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Self {
            files,
            stamp,
            newest,
            acceptor: TlsAcceptor::from(Arc::new(config)),
            clock,
        })
    }

    /// Shakes hands on what comes in, and looks for a renewed certificate, until the process is asked to stop.
    pub fn listen(self, listener: TcpListener, tasks: &Tasks) -> io::Result<TlsListener> {
        let address = listener.local_addr()?;
        let (greeted, ready) = mpsc::channel(64);
        let (acceptor, own) = (self.acceptor.clone(), tasks.clone());
        tasks.spawn("TLS listener", async move {
            tokio::select! {
                () = own.stopping() => {}
                () = greet(listener, acceptor, greeted, &own) => {}
            }
        });
        let own = tasks.clone();
        tasks.spawn("TLS certificate", self.renew(own));
        Ok(TlsListener { address, ready })
    }

    /// A renewed pair takes the place of the old one; what is half written or wrong leaves the old one in force.
    async fn renew(mut self, tasks: Tasks) {
        let provider = aws_lc_rs::default_provider();
        while tasks.pause(LOOK).await {
            let stamp = self.files.stamp();
            if stamp == self.stamp {
                continue;
            }
            self.stamp = stamp;
            match self.files.load(&provider, seconds(&self.clock)) {
                Ok(key) => {
                    *self
                        .newest
                        .0
                        .write()
                        .unwrap_or_else(PoisonError::into_inner) = Arc::new(key);
                    tracing::info!(certificate = %self.files.cert.display(), "the renewed TLS certificate is in force");
                }
                Err(error) => {
                    tracing::warn!(%error, "the TLS certificate changed but cannot be used; the one before stays in force");
                }
            }
        }
    }
}

fn seconds(clock: &Clock) -> i64 {
    clock.now().micros().div_euclid(1_000_000)
}

/// Shakes hands with each client apart, so that a slow one holds nobody up.
async fn greet(
    mut listener: TcpListener,
    acceptor: TlsAcceptor,
    greeted: mpsc::Sender<(TlsStream<TcpStream>, SocketAddr)>,
    tasks: &Tasks,
) {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    loop {
        let Ok(place) = places.clone().acquire_owned().await else {
            return;
        };
        let (stream, from) = Listener::accept(&mut listener).await;
        // As for plain connections: without it a short gRPC stream takes 44 ms on loopback.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "nodelay could not be set");
        }
        let (acceptor, greeted, own) = (acceptor.clone(), greeted.clone(), tasks.clone());
        tasks.spawn("TLS handshake", async move {
            let _place = place;
            let greeting = tokio::time::timeout(PATIENCE, acceptor.accept(stream));
            let shaken = tokio::select! {
                () = own.stopping() => return,
                shaken = greeting => shaken,
            };
            match shaken {
                Ok(Ok(stream)) => drop(greeted.send((stream, from)).await),
                Ok(Err(error)) => tracing::debug!(%error, "a client gave the TLS handshake up"),
                Err(_) => tracing::debug!("a client took too long over the TLS handshake"),
            }
        });
    }
}

/// Connections that are ready to speak HTTP.
pub struct TlsListener {
    address: SocketAddr,
    ready: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.ready.recv().await {
            Some(ready) => ready,
            // The process is stopping; whoever asks is told to stop as well.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}
