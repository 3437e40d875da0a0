//! Who is at the door: API keys, and the address a request comes from.

use crate::{app::App, problem::Problem};
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};
use contracts::issuance::v1::{ApiKey, AuthenticateApiKeyRequest};
use platform::identity::{Caller, Scope};
use std::{
    convert::Infallible,
    net::{IpAddr, SocketAddr},
};

/// A customer's system, known by its API key.
pub struct Customer(pub Caller);

impl FromRequestParts<App> for Customer {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let from = ClientAddress::of(parts, app);
        let secret = bearer(&parts.headers)?;
        authenticate(app, secret, &from).await.map(Self)
    }
}

/// Reads `Authorization: Bearer …`.
pub fn bearer(headers: &HeaderMap) -> Result<&str, Problem> {
    let value = headers
        .get(header::AUTHORIZATION)
        .ok_or_else(|| Problem::unauthenticated("this takes an API key: send `Authorization: Bearer accolade_…`; staff make keys in the console under Settings"))?;
    let text = value.to_str().unwrap_or_default();
    text.strip_prefix("Bearer ")
        .or_else(|| text.strip_prefix("bearer "))
        .map(str::trim)
        .filter(|t| !t.is_empty())
        .ok_or_else(|| {
            Problem::unauthenticated("the Authorization header is not `Bearer` and a key")
        })
}

/// Who is behind an API key.
pub async fn authenticate(
    app: &App,
    secret: &str,
    from: &ClientAddress,
) -> Result<Caller, Problem> {
    let answer = app
        .issuance(&App::itself())
        .authenticate_api_key(AuthenticateApiKeyRequest {
            secret: secret.to_owned(),
        })
        .await;
    match answer {
        Ok(key) => caller(key.into_inner()),
        Err(status) => {
            if status.code() == tonic::Code::Unauthenticated
                && let Err(retry) = app.limits().bad_keys.check(&from.0)
            {
                return Err(Problem::too_many(retry.seconds()));
            }
            Err(status.into())
        }
    }
}

fn caller(key: ApiKey) -> Result<Caller, Problem> {
    let unreadable =
        || Problem::unauthenticated("this API key cannot be read by this version; make a new one");
    if key.issuer_id.is_empty() {
        return Ok(Caller::Operator { subject: key.id });
    }
    Ok(Caller::Client {
        key: key.id.parse().map_err(|_| unreadable())?,
        issuer: key.issuer_id.parse().map_err(|_| unreadable())?,
        scopes: key
            .scopes
            .iter()
            .filter_map(|s| s.parse::<Scope>().ok())
            .collect(),
    })
}

/// The address a request comes from, as far as it can be believed.
#[derive(Clone, Debug)]
pub struct ClientAddress(pub String);

impl ClientAddress {
    /// The peer's address, or, behind trusted proxies, the entry of `X-Forwarded-For` that the outermost of
    /// them wrote. Entries further left are the client's own words.
    pub fn of(parts: &Parts, app: &App) -> Self {
        if let Some(known) = parts.extensions.get::<Self>() {
            return known.clone();
        }
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|c| c.0.ip());
        Self::believed(peer, &parts.headers, app.config().trusted_proxies)
    }

    fn believed(peer: Option<IpAddr>, headers: &HeaderMap, proxies: usize) -> Self {
        // Each proxy writes at the right who asked it.
        let named = || -> Option<IpAddr> {
            let mut entries = headers
                .get_all("x-forwarded-for")
                .iter()
                .rev()
                .filter_map(|v| v.to_str().ok())
                .flat_map(|v| v.rsplit(','))
                .map(str::trim);
            entries.nth(proxies.checked_sub(1)?)?.parse().ok()
        };
        let address = if proxies == 0 { peer } else { named().or(peer) };
        Self(address.map_or_else(|| "unknown".to_owned(), network))
    }
}

/// One customer's line: an IPv4 address, or the /64 an IPv6 address is one of.
fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => v4.to_string(),
            None => {
                let s = v6.segments();
                format!("{:x}:{:x}:{:x}:{:x}::/64", s[0], s[1], s[2], s[3])
            }
        },
    }
}

impl FromRequestParts<App> for ClientAddress {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self::of(parts, app))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(forwarded: &str, proxies: usize) -> String {
        let mut headers = HeaderMap::new();
        if !forwarded.is_empty() {
            headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        }
        ClientAddress::believed(Some("10.0.0.9".parse().unwrap()), &headers, proxies).0
    }

    #[test]
    fn a_client_cannot_choose_its_own_address() {
        assert_eq!(seen("1.1.1.1", 0), "10.0.0.9");
        assert_eq!(seen("1.1.1.1, 8.8.8.8", 1), "8.8.8.8");
        assert_eq!(seen("6.6.6.6, 8.8.8.8, 10.0.0.2", 2), "8.8.8.8");
        assert_eq!(seen("", 1), "10.0.0.9");
        assert_eq!(seen("nonsense", 1), "10.0.0.9");
    }

    #[test]
    fn an_ipv6_line_counts_as_one() {
        assert_eq!(
            network("2001:db8:1:2:aaaa::1".parse().unwrap()),
            network("2001:db8:1:2:bbbb::2".parse().unwrap())
        );
        assert_eq!(network("::ffff:8.8.8.8".parse().unwrap()), "8.8.8.8");
    }
}
