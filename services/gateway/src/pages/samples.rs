//! Every page with every example, by name.

use super::views::{
    achievements, certificate, claim, console, credentials, imports, people, public, registry,
    settings, sign_in, site, verify, wallet,
};
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
    draw::<console::SetUpPage>("set-up", csp::PAGE, text, all)?;
    draw::<console::TodayPage>("today", csp::PAGE, text, all)?;
    draw::<achievements::AchievementsPage>("achievements", csp::PAGE, text, all)?;
    draw::<achievements::AchievementFormPage>("achievement-form", csp::PAGE, text, all)?;
    draw::<credentials::AwardPage>("award", csp::PAGE, text, all)?;
    draw::<credentials::CredentialsPage>("credentials", csp::PAGE, text, all)?;
    draw::<credentials::CredentialPage>("credential", csp::PAGE, text, all)?;
    draw::<credentials::ActPage>("act", csp::PAGE, text, all)?;
    draw::<imports::ImportsPage>("imports", csp::PAGE, text, all)?;
    draw::<imports::ImportPreviewPage>("import-preview", csp::PAGE, text, all)?;
    draw::<imports::ImportProgressPage>("import-progress", csp::PAGE, text, all)?;
    draw::<people::MembersPage>("members", csp::PAGE, text, all)?;
    draw::<people::MemberPage>("member", csp::PAGE, text, all)?;
    draw::<people::RulesPage>("rules", csp::PAGE, text, all)?;
    draw::<people::RuleFormPage>("rule-form", csp::PAGE, text, all)?;
    draw::<settings::SettingsPage>("settings", csp::PAGE, text, all)?;
    draw::<settings::KeysPage>("keys", csp::PAGE, text, all)?;
    draw::<settings::ApiKeysPage>("api-keys", csp::PAGE, text, all)?;
    draw::<settings::StaffPage>("staff", csp::PAGE, text, all)?;
    draw::<settings::TenantsPage>("tenants", csp::PAGE, text, all)?;
    draw::<settings::TenantFormPage>("tenant-form", csp::PAGE, text, all)?;
    draw::<settings::KnownIssuersPage>("known-issuers", csp::PAGE, text, all)?;
    draw::<registry::IssuerListsPage>("issuer-lists", csp::PAGE, text, all)?;
    draw::<registry::IssuerListPage>("issuer-list", csp::PAGE, text, all)?;
    draw::<registry::ChecksPage>("checks", csp::PAGE, text, all)?;
    draw::<registry::CheckPage>("check", csp::PAGE, text, all)?;
    draw::<console::ConfirmPage>("confirm", csp::PAGE, text, all)?;
    draw::<console::MessagesPage>("messages", csp::PAGE, text, all)?;
    draw::<site::StartPage>("start", csp::PAGE, text, all)?;
    draw::<site::MailboxPage>("mailbox", csp::PAGE, text, all)?;
    draw::<site::MailPage>("mail", csp::MAIL_READER, text, all)?;
    draw::<site::ErrorPage>("error", csp::PAGE, text, all)?;
    draw::<site::HelpPage>("help", csp::PAGE, text, all)?;
    draw::<site::DocsPage>("docs", csp::PAGE, text, all)?;
    draw::<crate::styleguide::StyleguidePage>("styleguide", csp::PAGE, text, all)?;
    Ok(drawn)
}
