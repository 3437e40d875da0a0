//! Every page with every example, by name.

use super::views::{certificate, claim, public, sign_in, verify, wallet};
use super::{Sample, View, csp};
use crate::text::Text;

/// One example, drawn.
pub struct Drawn {
    /// `page--example`, such as `certificate--revoked`.
    pub name: String,
    /// The HTML.
    pub html: String,
    /// The content policy it is served with.
    pub policy: &'static str,
}

fn draw<V: View + Sample>(
    page: &str,
    policy: &'static str,
    text: Text,
    into: &mut Vec<Drawn>,
) -> askama::Result<()> {
    for (example, view) in V::samples() {
        into.push(Drawn {
            name: format!("{page}--{example}"),
            html: view.html(text)?,
            policy,
        });
    }
    Ok(())
}

/// All examples in one language. Fails when a template asks for something that is not there.
pub fn all(text: Text) -> askama::Result<Vec<Drawn>> {
    let mut drawn = Vec::new();
    let all = &mut drawn;
    draw::<certificate::CertificatePage>("certificate", csp::PAGE, text, all)?;
    draw::<certificate::EmbedPage>("embed", csp::EMBED, text, all)?;
    draw::<public::MissingPage>("missing", csp::PAGE, text, all)?;
    draw::<public::IssuerPage>("issuer", csp::PAGE, text, all)?;
    draw::<public::AchievementPage>("achievement", csp::PAGE, text, all)?;
    draw::<public::PortfolioPage>("portfolio", csp::PAGE, text, all)?;
    draw::<verify::VerifyPage>("verify", csp::PAGE, text, all)?;
    draw::<claim::ClaimPage>("claim", csp::PAGE, text, all)?;
    draw::<claim::ClaimTroublePage>("claim-trouble", csp::PAGE, text, all)?;
    draw::<sign_in::SignInPage>("sign-in", csp::PAGE, text, all)?;
    draw::<sign_in::SignInLandingPage>("sign-in-landing", csp::PAGE, text, all)?;
    draw::<wallet::WalletPage>("wallet", csp::PAGE, text, all)?;
    draw::<wallet::BadgePage>("badge", csp::PAGE, text, all)?;
    draw::<wallet::ProfilePage>("profile", csp::PAGE, text, all)?;
    Ok(drawn)
}
