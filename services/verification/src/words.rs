//! What is said of a report.

use crate::check::{Voucher, VoucherKind};
use openbadges::verify::{Mark, Report, State, Step, StepName, Verdict};

/// The report in one sentence.
pub fn summary(report: &Report) -> String {
    let issuer = report
        .facts
        .issuer_name
        .as_deref()
        .or(report.facts.issuer_id.as_deref())
        .unwrap_or("its issuer");
    let trouble = || trouble(report).map_or_else(String::new, |step| step.text.clone());
    match (report.verdict, report.state) {
        (Verdict::Valid, _) => format!("This badge is authentic and valid. It was issued by {issuer}, whom this installation knows."),
        (Verdict::ValidIssuerUnknown, _) => {
            format!("This badge was issued by {issuer}, is unchanged and in force. Nobody here vouches for that issuer: whether to trust it is yours to judge.")
        }
        (Verdict::Unverifiable, _) => format!("This badge could not be checked to the end. {}", trouble()),
        (Verdict::Invalid, State::Revoked) => format!("{issuer} has revoked this badge. {}", trouble()),
        (Verdict::Invalid, State::Suspended) => format!("This badge is suspended by {issuer} and does not hold at present. {}", trouble()),
        (Verdict::Invalid, State::Expired) => format!("This badge has expired. {}", trouble()),
        (Verdict::Invalid, _) => format!("This badge is not valid. {}", trouble()),
    }
    .trim_end()
    .to_owned()
}

/// The first step that failed, or else the first that could not be finished. A signature that waits for its key only
/// repeats what the issuer's step says, so that one is named.
pub(crate) fn trouble(report: &Report) -> Option<&Step> {
    let first = |mark| report.steps.iter().find(|step| step.mark == mark);
    let found = first(Mark::Failed).or_else(|| first(Mark::Unknown))?;
    if found.code != "proof.no_key" {
        return Some(found);
    }
    let issuer = report
        .steps
        .iter()
        .find(|step| step.name == StepName::Issuer && step.mark == Mark::Unknown);
    Some(issuer.unwrap_or(found))
}

/// Who vouches, in one sentence.
pub(crate) fn vouched(vouchers: &[Voucher]) -> String {
    let names: Vec<String> = vouchers
        .iter()
        .map(|voucher| match voucher.kind {
            VoucherKind::Operator => "the operator of this installation".to_owned(),
            VoucherKind::List => format!("the list “{}”", voucher.list_name),
        })
        .collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => format!("It is vouched for by {one}."),
        [first @ .., last] => {
            format!("It is vouched for by {} and {last}.", first.join(", "))
        }
    }
}
