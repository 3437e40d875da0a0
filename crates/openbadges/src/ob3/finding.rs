//! One thing that is wrong with a document.
use serde::{Deserialize, Serialize};

/// How bad.
///
/// ```
/// use openbadges::ob3::{Severity, validate};
/// use serde_json::json;
///
/// let findings = validate(&json!({"evidence": {"type": "Evidence"}}));
/// let single = findings.iter().find(|finding| finding.path == "$.evidence");
/// assert_eq!(single.map(|finding| finding.severity), Some(Severity::Warning)); // it should be a list
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The document breaks the standard.
    Error,
    /// It departs from the canonical form, but means the same.
    Warning,
}

/// One thing that is wrong.
///
/// ```
/// use openbadges::ob3::validate;
/// use serde_json::json;
///
/// let finding = &validate(&json!({"validFrom": "soon"}))[0];
/// assert_eq!(finding.path, "$.@context[0]");
/// assert!(finding.to_string().contains("the first context must be"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// How bad.
    pub severity: Severity,
    /// A stable name of the rule's kind.
    pub code: String,
    /// JSON path.
    pub path: String,
    /// What stands there, shortened; empty when nothing does.
    pub value: String,
    /// What should, and so what to do.
    pub rule: String,
}

/// Most findings of one severity in one document: whoever mends it needs no more, and a hostile one has as many as it has
/// values.
pub(crate) const MAX_FINDINGS: usize = 100;

/// Notes a finding, unless there are enough of its severity.
pub(crate) fn note(findings: &mut Vec<Finding>, finding: Finding) {
    let alike = findings
        .iter()
        .filter(|known| known.severity == finding.severity);
    if findings.len() < 2 * MAX_FINDINGS && alike.count() < MAX_FINDINGS {
        findings.push(finding);
    }
}

impl Finding {
    pub(crate) fn error(code: &str, path: &str, value: &str, rule: &str) -> Self {
        Self {
            severity: Severity::Error,
            code: code.into(),
            path: path.into(),
            value: value.into(),
            rule: rule.into(),
        }
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.value.is_empty() {
            write!(f, "{}: {}", self.path, self.rule)
        } else {
            write!(f, "{} is {}: {}", self.path, self.value, self.rule)
        }
    }
}
