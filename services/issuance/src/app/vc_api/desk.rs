//! What a verification asks for, brought: our own documents from the database, others through the guarded fetcher.

use super::status;
use crate::{
    Error, Issuance,
    app::documents,
    domain::{document::DocumentName, vc_api::contexts},
    store,
};
use openbadges::verify::{Answer as Found, Known, Need, Options};
use platform::{
    config::PublicUrl,
    fetch::{Budgeted, Fetch as _, FetchBudget, GuardedFetcher, Request},
};
use time::OffsetDateTime;

/// How often the verifier may ask for more.
const ROUNDS: usize = 10;

/// One request's share of the web, and what it has brought so far.
pub(super) struct Desk<'a> {
    app: &'a Issuance,
    web: Budgeted<GuardedFetcher>,
    known: Known,
}

impl<'a> Desk<'a> {
    pub(super) fn new(app: &'a Issuance) -> Self {
        Self {
            app,
            web: Budgeted::new(app.vc_api.clone(), FetchBudget::default()),
            known: Known::new(),
        }
    }

    /// Looks, brings what is still needed, and looks again. None: there was no end of it.
    pub(super) async fn settle<T: Send + 'static>(
        mut self,
        look: impl Fn(&Known, &Options) -> Result<T, Vec<Need>> + Send + 'static,
    ) -> Result<Option<T>, Error> {
        let now = self.app.foundation.clock.now().seconds();
        let Ok(at) = OffsetDateTime::from_unix_timestamp(now) else {
            return Ok(None);
        };
        let mut options = Options::at(at);
        options.contexts = contexts();
        let mut look = look;
        for _ in 0..ROUNDS {
            let known = std::mem::take(&mut self.known);
            let work = self.app.artist.work(move |_| {
                let found = look(&known, &options);
                (look, known, options, found)
            });
            let found;
            (look, self.known, options, found) = work.await?;
            match found {
                Ok(found) => return Ok(Some(found)),
                Err(needs) => self.bring(needs).await?,
            }
        }
        Ok(None)
    }

    async fn bring(&mut self, needs: Vec<Need>) -> Result<(), Error> {
        for need in needs {
            let found = match own(self.app, &need.url).await? {
                Some(found) => found,
                None if is_example(&need.url) => Found::failed("nothing can be at such an address"),
                None => fetched(&self.web, &need.url, need.purpose.accept()).await,
            };
            self.known.insert(need.url, found);
        }
        Ok(())
    }
}

/// What stands at an address of ours, which is never asked for by a socket (decisions §4).
async fn own(app: &Issuance, url: &str) -> Result<Option<Found>, Error> {
    let missing = || Found::Status {
        status: 404,
        body: Vec::new(),
    };
    if let Some((instance, list)) = status::of_address(app, url) {
        let list = status::signed(app, instance, list).await?;
        let found = list.map(|list| Found::Found(list.to_string().into_bytes()));
        return Ok(Some(found.unwrap_or_else(missing)));
    }
    let bases = store::base::all(app.foundation.store.read()).await?;
    let Some((host, path)) = at_home(&bases, url) else {
        return Ok(None);
    };
    let Some(name) = DocumentName::of_path(&path) else {
        return Ok(Some(missing()));
    };
    let wanted = documents::Wanted {
        host,
        name,
        capability: String::new(),
        owner: false,
        if_none_match: String::new(),
    };
    let served = documents::get(app, &wanted).await?;
    Ok(Some(match served.status {
        200 => Found::Found(served.body.to_vec()),
        status => Found::Status {
            status,
            body: served.body.to_vec(),
        },
    }))
}

/// The host and the path of an address of ours. The scheme does not matter: did:web always says https.
fn at_home(bases: &[PublicUrl], url: &str) -> Option<(String, String)> {
    let (scheme, rest) = url.split_once("://")?;
    if !matches!(scheme, "https" | "http") {
        return None;
    }
    let (host, path) = rest.split_once('/')?;
    let ours = bases.iter().any(|base| base.host() == host);
    ours.then(|| (host.to_owned(), format!("/{path}")))
}

async fn fetched(web: &Budgeted<GuardedFetcher>, url: &str, accept: &str) -> Found {
    let Ok(parsed) = url::Url::parse(url) else {
        return Found::failed(format!("{url:?} is not an address"));
    };
    match web.get(&Request::new(parsed).accepting(accept)).await {
        Ok(found) if found.is_success() => Found::Found(found.body.to_vec()),
        Ok(other) => Found::Status {
            status: other.status,
            body: other.body.to_vec(),
        },
        Err(error) => Found::failed(error.to_string()),
    }
}

/// An issuer whose host is under `.example`, where no host can ever be (RFC 6761 §6.5): it is nobody, so nobody's name is
/// taken in vain where the key cannot be compared with it. The W3C's own test vectors have such issuers.
pub(super) fn is_example(issuer: &str) -> bool {
    url::Url::parse(issuer).is_ok_and(|url| {
        url.scheme() == "https"
            && url
                .host_str()
                .is_some_and(|host| host.ends_with(".example"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_hosts_are_ours_whatever_the_scheme() {
        let bases = [
            PublicUrl::parse("http://localhost:8080").unwrap(),
            PublicUrl::parse("https://badges.example.org").unwrap(),
        ];
        let home = |url: &str| at_home(&bases, url);
        let did = Some((
            "localhost:8080".to_owned(),
            "/issuers/guild/did.json".to_owned(),
        ));
        assert_eq!(home("https://localhost:8080/issuers/guild/did.json"), did);
        assert!(home("https://badges.example.org/b/x").is_some());
        for other in [
            "https://localhost/issuers/guild/did.json",
            "https://badges.example.org.evil.example/b/x",
            "https://badges.example.org@evil.example/b/x",
            "https://badges.example.org",
            "file://badges.example.org/b/x",
        ] {
            assert_eq!(home(other), None, "{other}");
        }
    }

    #[test]
    fn only_hosts_that_cannot_be_are_nobody() {
        for nobody in ["https://vc.example/issuers/5678", "https://vc.example:8443"] {
            assert!(is_example(nobody), "{nobody}");
        }
        for somebody in [
            "https://example.com/issuers/1",
            "https://vc.example.org",
            "https://example",
            "https://vc.example@evil.org/",
            "did:web:vc.example",
            "http://vc.example/",
        ] {
            assert!(!is_example(somebody), "{somebody}");
        }
    }
}
