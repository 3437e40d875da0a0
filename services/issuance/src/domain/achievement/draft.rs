//! An achievement as it was written, and the checks that make content of it.

use super::{Alignment, Art, Content, ExaminingBody, Validity, ValidityKind};
use crate::domain::{
    progression::{HIGHEST_RANK, Ladder, Level, Placement},
    text::{Presence, Problems},
};
use artwork::{Colour, Design, Fonts};
use openbadges::ob3::ACHIEVEMENT_TYPES;
use platform::{FieldProblem, ids::ProgressionId};

const MOST_TAGS: usize = 30;
const MOST_ALIGNMENTS: usize = 50;
const LONGEST_VALIDITY: u32 = 1200;

/// The picture that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArtWanted {
    /// A design made from name, issuer and level.
    Automatic,
    /// This design, as JSON.
    Design(String),
    /// What is there already: an upload.
    Uploaded,
}

/// An achievement as it was written, not yet checked.
#[derive(Clone, Debug)]
pub struct Draft {
    /// See [`Content::name`].
    pub name: String,
    /// See [`Content::description`].
    pub description: String,
    /// See [`Content::criteria`].
    pub criteria: String,
    /// `Achievement` if empty.
    pub achievement_type: String,
    /// See [`Content::tags`].
    pub tags: Vec<String>,
    /// See [`Content::alignments`].
    pub alignments: Vec<Alignment>,
    /// See [`Content::level`].
    pub level: Option<Placement>,
    /// Kind and months; by type where none is given.
    pub validity: Option<(String, u32)>,
    /// See [`Content::art`].
    pub art: ArtWanted,
    /// See [`Content::examining_body`].
    pub examining_body: Option<ExaminingBody>,
}

/// A draft that was checked, but for its ladder, which the store must know first, and its picture.
#[derive(Clone, Debug)]
pub struct Checked {
    content: Content,
    placement: Option<Placement>,
    wanted: ArtWanted,
}

impl Draft {
    /// The draft that would make this content, to lay changes over it.
    pub fn of(content: &Content) -> Self {
        Self {
            name: content.name.clone(),
            description: content.description.clone(),
            criteria: content.criteria.clone(),
            achievement_type: content.achievement_type.clone(),
            tags: content.tags.clone(),
            alignments: content.alignments.clone(),
            level: content.level.as_ref().map(|level| Placement {
                ladder: Ladder::Known(level.progression),
                name: level.name.clone(),
                rank: level.rank,
            }),
            validity: Some((
                content.validity.kind().to_owned(),
                content.validity.months(),
            )),
            art: match &content.art {
                Art::Automatic(_) => ArtWanted::Automatic,
                Art::Designed(design) => {
                    ArtWanted::Design(serde_json::to_string(design).unwrap_or_default())
                }
                Art::Uploaded => ArtWanted::Uploaded,
            },
            examining_body: content.examining_body.clone(),
        }
    }

    /// Checks all but ladder and design.
    ///
    /// # Errors
    /// Every field that cannot be used, with value and fix.
    pub fn check(&self) -> Result<Checked, Vec<FieldProblem>> {
        let mut problems = Problems::new();
        let p = &mut problems;
        let name = p.line("name", &self.name, 90, Presence::Needed);
        let description = p.text("description", &self.description, 3000, Presence::Needed);
        let criteria = p.text("criteria", &self.criteria, 20_000, Presence::Needed);
        let achievement_type = self.checked_type(p);
        let validity = self.checked_validity(p, &achievement_type);
        let tags = self.checked_tags(p);
        let alignments = self.checked_alignments(p);
        let placement = self.checked_placement(p);
        let examining_body = self.examining_body.as_ref().map(|body| ExaminingBody {
            name: p.line("examining_body.name", &body.name, 120, Presence::Needed),
            url: p
                .web_address("examining_body.url", &body.url, Presence::Optional)
                .map(String::from)
                .unwrap_or_default(),
        });
        problems.into_result()?;
        let content = Content {
            name,
            description,
            criteria,
            achievement_type,
            tags,
            alignments,
            level: None,
            validity,
            art: Art::Uploaded,
            examining_body,
        };
        Ok(Checked {
            content,
            placement,
            wanted: self.art.clone(),
        })
    }

    fn checked_type(&self, problems: &mut Problems) -> String {
        let word = self.achievement_type.trim();
        if word.is_empty() {
            return "Achievement".to_owned();
        }
        let own = word.strip_prefix("ext:").is_some_and(|rest| {
            !rest.is_empty()
                && rest.len() <= 60
                && rest
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"/._-".contains(&b))
        });
        if !own && !ACHIEVEMENT_TYPES.contains(&word) {
            problems.note("achievement_type", word, format!("it is not a term of the standard's vocabulary; take one of {}, or a term of your own that begins with ext:", ACHIEVEMENT_TYPES.join(", ")));
        }
        word.to_owned()
    }

    fn checked_validity(&self, problems: &mut Problems, achievement_type: &str) -> Validity {
        let Some((kind, months)) = &self.validity else {
            return Validity::default_for(achievement_type);
        };
        if *months > LONGEST_VALIDITY {
            problems.note(
                "validity.months",
                &months.to_string(),
                format!("it is more than {LONGEST_VALIDITY}; write 0 for a badge without end"),
            );
        }
        match problems.take("validity.kind", kind, kind.parse()) {
            Some(ValidityKind::Dated) => Validity::Dated { months: *months },
            Some(ValidityKind::StatusDriven) if *months > 0 => {
                problems.note(
                    "validity.months",
                    &months.to_string(),
                    "a status_driven badge signs no end date; leave months out, or take kind dated",
                );
                Validity::StatusDriven
            }
            _ => Validity::StatusDriven,
        }
    }

    fn checked_tags(&self, problems: &mut Problems) -> Vec<String> {
        if self.tags.len() > MOST_TAGS {
            problems.note(
                "tags",
                &self.tags.len().to_string(),
                format!("there are too many; keep the {MOST_TAGS} best"),
            );
        }
        let mut tags: Vec<String> = Vec::new();
        for (at, tag) in self.tags.iter().enumerate() {
            let tag = problems.line(&format!("tags[{at}]"), tag, 50, Presence::Needed);
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        tags
    }

    fn checked_alignments(&self, problems: &mut Problems) -> Vec<Alignment> {
        if self.alignments.len() > MOST_ALIGNMENTS {
            problems.note(
                "alignments",
                &self.alignments.len().to_string(),
                format!("there are too many; keep {MOST_ALIGNMENTS}"),
            );
        }
        let check = |(at, alignment): (usize, &Alignment)| Alignment {
            name: problems.line(
                &format!("alignments[{at}].name"),
                &alignment.name,
                200,
                Presence::Needed,
            ),
            url: problems
                .web_address(
                    &format!("alignments[{at}].url"),
                    &alignment.url,
                    Presence::Needed,
                )
                .map(String::from)
                .unwrap_or_default(),
            framework: problems.line(
                &format!("alignments[{at}].framework"),
                &alignment.framework,
                200,
                Presence::Optional,
            ),
            code: problems.line(
                &format!("alignments[{at}].code"),
                &alignment.code,
                100,
                Presence::Optional,
            ),
        };
        self.alignments.iter().enumerate().map(check).collect()
    }

    fn checked_placement(&self, problems: &mut Problems) -> Option<Placement> {
        let placement = self.level.as_ref()?;
        if !(1..=HIGHEST_RANK).contains(&placement.rank) {
            problems.note(
                "level.rank",
                &placement.rank.to_string(),
                format!("a rank is a number from 1 to {HIGHEST_RANK}; higher is more senior"),
            );
        }
        let ladder = match &placement.ladder {
            Ladder::Known(id) => Ladder::Known(*id),
            Ladder::Named(name) => {
                Ladder::Named(problems.line("level.progression", name, 120, Presence::Needed))
            }
        };
        Some(Placement {
            ladder,
            name: problems.line("level.name", &placement.name, 32, Presence::Needed),
            rank: placement.rank,
        })
    }
}

/// What a design is made from where none is given.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// The issuer's name.
    pub issuer: String,
    /// The issuer's colour.
    pub accent: Colour,
    /// The highest rank on the ladder, this level's own aside.
    pub highest_rank: u32,
}

impl Checked {
    /// The ladder that is meant, to be looked up or made.
    pub fn ladder(&self) -> Option<&Ladder> {
        self.placement.as_ref().map(|p| &p.ladder)
    }

    /// The content, now that the ladder is known (`ladder` is its id and name).
    ///
    /// # Errors
    /// What is wrong with the design, field by field.
    pub fn finish(
        self,
        ladder: Option<(ProgressionId, String)>,
        around: &Surroundings,
        fonts: &Fonts,
    ) -> Result<Content, Vec<FieldProblem>> {
        let Self {
            mut content,
            placement,
            wanted,
        } = self;
        content.level = placement
            .zip(ladder)
            .map(|(place, (progression, ladder))| Level {
                progression,
                ladder,
                name: place.name,
                rank: place.rank,
            });
        content.art = match wanted {
            ArtWanted::Automatic => Art::Automatic(automatic(
                &content.name,
                content.level.as_ref().map(|l| (l.name.as_str(), l.rank)),
                around,
            )),
            ArtWanted::Design(json) => Art::Designed(design(&json, fonts)?),
            ArtWanted::Uploaded => Art::Uploaded,
        };
        Ok(content)
    }
}

/// A design made from a title, a level and the issuer. The levels of a ladder match, and keep their metal when a
/// level is added above.
pub fn automatic(title: &str, level: Option<(&str, u32)>, around: &Surroundings) -> Design {
    let byte = |n: u32| u8::try_from(n.min(8)).unwrap_or(8);
    match level {
        None => Design::default_for(title, &around.issuer, around.accent, 1, 1),
        Some((word, rank)) => {
            // Three levels are the usual ladder: with fewer known yet, the metals are those of three.
            let of = rank.max(around.highest_rank).max(3);
            Design::default_for(title, &around.issuer, around.accent, byte(rank), byte(of))
                .with_level_word(word)
        }
    }
}

/// Reads a design and checks that it can be drawn.
///
/// # Errors
/// Every field that cannot be used, with value and fix.
pub fn design(json: &str, fonts: &Fonts) -> Result<Design, Vec<FieldProblem>> {
    let design: Design = serde_json::from_str(json).map_err(|e| {
        vec![FieldProblem::new(
            "design",
            json,
            format!("it cannot be read: {e}"),
        )]
    })?;
    let problems: Vec<_> = design
        .problems(fonts)
        .into_iter()
        .map(|p| {
            FieldProblem::new(
                format!("design.{}", p.field),
                &p.value,
                format!("{}. {}", p.problem, p.fix),
            )
        })
        .collect();
    if problems.is_empty() {
        Ok(design)
    } else {
        Err(problems)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use platform::ids::Ids;

    fn draft() -> Draft {
        Draft {
            name: "Bid & Proposal Practitioner".into(),
            description: "Leads bids.".into(),
            criteria: "Pass the examination.".into(),
            achievement_type: "Certification".into(),
            tags: vec!["bids".into(), "bids".into()],
            alignments: vec![],
            level: None,
            validity: None,
            art: ArtWanted::Automatic,
            examining_body: None,
        }
    }
    fn around() -> Surroundings {
        Surroundings {
            issuer: "Proposal Guild".into(),
            accent: Colour::rgb(0x2b, 0x4a, 0xcb),
            highest_rank: 0,
        }
    }

    #[test]
    fn a_draft_becomes_content_that_survives_the_database() {
        let content = draft()
            .check()
            .unwrap()
            .finish(None, &around(), &Fonts::bundled())
            .unwrap();
        assert_eq!(content.tags, ["bids"]);
        assert_eq!(content.validity, Validity::Dated { months: 0 });
        let json = serde_json::to_string(&content).unwrap();
        assert_eq!(serde_json::from_str::<Content>(&json).unwrap(), content);
        let again = Draft::of(&content)
            .check()
            .unwrap()
            .finish(None, &around(), &Fonts::bundled())
            .unwrap();
        assert_eq!(again, content);
    }

    #[test]
    fn a_membership_follows_its_status_where_nothing_is_said() {
        let membership = Draft {
            achievement_type: "Membership".into(),
            ..draft()
        };
        assert_eq!(
            membership.check().unwrap().content.validity,
            Validity::StatusDriven
        );
    }

    #[test]
    fn every_field_that_cannot_be_used_is_named_at_once() {
        let bad = Draft {
            name: String::new(),
            description: " ".into(),
            achievement_type: "Medal".into(),
            validity: Some(("status_driven".into(), 12)),
            alignments: vec![Alignment {
                name: "x".into(),
                url: "nowhere".into(),
                ..Alignment::default()
            }],
            level: Some(Placement {
                ladder: Ladder::Named(" ".into()),
                name: "Foundation".into(),
                rank: 0,
            }),
            examining_body: Some(ExaminingBody::default()),
            ..draft()
        };
        let fields: Vec<String> = bad
            .check()
            .unwrap_err()
            .into_iter()
            .map(|p| p.field)
            .collect();
        assert_eq!(
            fields,
            [
                "name",
                "description",
                "achievement_type",
                "validity.months",
                "alignments[0].url",
                "level.rank",
                "level.progression",
                "examining_body.name"
            ]
        );
        assert!(
            Draft {
                achievement_type: "ext:Fellowship".into(),
                ..draft()
            }
            .check()
            .is_ok()
        );
    }

    // A14
    #[test]
    fn the_levels_of_a_ladder_match_and_keep_their_metal_when_one_is_added_above() {
        let of = |rank, highest_rank| {
            automatic(
                "Guild",
                Some(("Level", rank)),
                &Surroundings {
                    highest_rank,
                    ..around()
                },
            )
            .level
            .unwrap()
            .metal()
        };
        assert_eq!(of(1, 0), of(1, 3));
        assert_eq!(of(1, 0), of(1, 4));
        assert_ne!(of(1, 3), of(3, 3));
        let id = Ids::seeded(1).random();
        let level = Draft {
            level: Some(Placement {
                ladder: Ladder::Known(id),
                name: "Professional".into(),
                rank: 40,
            }),
            ..draft()
        };
        let content = level
            .check()
            .unwrap()
            .finish(Some((id, "Bids".into())), &around(), &Fonts::bundled())
            .unwrap();
        assert!(
            content
                .art
                .design()
                .unwrap()
                .problems(&Fonts::bundled())
                .is_empty()
        );
        assert_eq!(content.level.unwrap().rank, 40);
    }

    #[test]
    fn a_design_of_ones_own_is_checked_field_by_field() {
        let fonts = Fonts::bundled();
        assert_eq!(design("{}", &fonts).unwrap_err()[0].field, "design");
        let mut unreadable = automatic("Guild", None, &around());
        unreadable.colours.ink = unreadable.colours.field;
        let json = serde_json::to_string(&unreadable).unwrap();
        assert_eq!(
            design(&json, &fonts).unwrap_err()[0].field,
            "design.colours.ink"
        );
    }
}
