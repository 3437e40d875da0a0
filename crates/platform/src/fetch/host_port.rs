//! `host:port`, as an operator writes it.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer};
use url::{Host, Url};

/// One place that may be fetched although it is not public: a host with a port, `localhost:8080` or
/// `[::1]:8080`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HostPort {
    host: Host<String>,
    port: u16,
}

/// Why a text is no `host:port`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{value}` is not host:port ({why}): write for example `badges.internal:8443` or `[::1]:8080`"
)]
pub struct HostPortError {
    /// The text.
    pub value: String,
    /// What is wrong with it.
    pub why: &'static str,
}

impl HostPort {
    /// Reads a list parted by commas; white space and empty entries do not matter.
    ///
    /// # Errors
    /// [`HostPortError`] for the first entry that cannot be read.
    pub fn list(text: &str) -> Result<Vec<Self>, HostPortError> {
        text.split(',')
            .map(str::trim)
            .filter(|entry| !entry.is_empty())
            .map(str::parse)
            .collect()
    }

    /// Whether the address names exactly this host and port.
    pub fn matches(&self, url: &Url) -> bool {
        url.port_or_known_default() == Some(self.port)
            && url.host().is_some_and(|host| host.to_owned() == self.host)
    }
}

impl FromStr for HostPort {
    type Err = HostPortError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = |why| HostPortError {
            value: text.to_owned(),
            why,
        };
        let (host, port) = text.rsplit_once(':').ok_or(refuse("it has no port"))?;
        let port = match port.parse() {
            Ok(0) | Err(_) => return Err(refuse("the port is no number from 1 to 65535")),
            Ok(port) => port,
        };
        let host = Host::parse(host).map_err(|_| refuse("the host cannot be read"))?;
        Ok(Self { host, port })
    }
}

impl fmt::Display for HostPort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

impl<'de> Deserialize<'de> for HostPort {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_names_hosts_and_ports() {
        let list =
            HostPort::list(" localhost:8080, [::1]:80 ,BADGES.Internal:443,,0x7f.1:9 ").unwrap();
        let shown: Vec<_> = list.iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            [
                "localhost:8080",
                "[::1]:80",
                "badges.internal:443",
                "127.0.0.1:9"
            ]
        );
        assert_eq!(HostPort::list(" ").unwrap(), []);
    }

    #[test]
    fn what_is_no_host_and_port_is_refused_with_the_entry() {
        for (text, why) in [
            ("localhost", "no port"),
            ("a:1,localhost:", "no number"),
            ("localhost:0", "no number"),
            ("localhost:65536", "no number"),
            (":80", "host cannot be read"),
            ("http://localhost:80", "host cannot be read"),
            ("::1:80", "host cannot be read"),
            ("a b:80", "host cannot be read"),
        ] {
            let error = HostPort::list(text).unwrap_err().to_string();
            assert!(error.contains(why), "{text}: {error}");
        }
    }

    #[test]
    fn only_the_very_host_and_port_match() {
        let pair: HostPort = "localhost:443".parse().unwrap();
        let matches = |url: &str| pair.matches(&url.parse().unwrap());
        assert!(matches("https://localhost/x"));
        assert!(matches("https://LOCALHOST:443/"));
        assert!(matches("http://localhost:443/"));
        assert!(!matches("http://localhost/"));
        assert!(!matches("https://localhost.example/"));
        assert!(!matches("https://127.0.0.1/"));
        assert!(!matches("https://localhost:8443/"));
    }
}
