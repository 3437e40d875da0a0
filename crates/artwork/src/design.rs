//! What a badge is made of, as data: kept as JSON with the achievement, drawn by [`crate::badge_svg`].

use crate::colour::Colour;
use crate::fonts::Fonts;
use crate::text::{is_rtl, tidy};
use serde::{Deserialize, Serialize};

/// The drawing of one badge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Design {
    /// The outline.
    pub silhouette: Silhouette,
    /// How strong rules and icon are drawn.
    #[serde(default)]
    pub line: LineWeight,
    /// Frame, field and ink.
    pub colours: Colours,
    /// What stands in the middle above the title.
    pub emblem: Emblem,
    /// The title written on the badge, at most 90 characters.
    pub title: String,
    /// The issuer's name, written beneath the title, at most 90 characters.
    pub issuer: String,
    /// The place in a progression, where the badge has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
}

/// The outline of a badge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Silhouette {
    /// A round medal with a milled edge.
    #[default]
    Medallion,
    /// A heater shield.
    Shield,
    /// A hexagon standing on a corner.
    Hexagon,
    /// A scalloped seal with two ribbons.
    Seal,
    /// A wide plaque.
    Bar,
}

impl Silhouette {
    /// All five.
    pub const ALL: [Silhouette; 5] = [
        Silhouette::Medallion,
        Silhouette::Shield,
        Silhouette::Hexagon,
        Silhouette::Seal,
        Silhouette::Bar,
    ];
}

/// The weight of rules and icon.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineWeight {
    /// Engraved, light.
    #[default]
    Fine,
    /// Cut deeper; for badges mostly seen small.
    Strong,
}

/// The colours of a badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Colours {
    /// The frame, where no metal is given by the level.
    pub frame: Colour,
    /// The enamel inside the frame.
    pub field: Colour,
    /// Title and emblem on the enamel; contrast of at least 4.5 with the field.
    pub ink: Colour,
}

/// What stands above the title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Emblem {
    /// An icon of the bundled set, one of [`crate::icon_names`].
    Icon(String),
    /// One to four letters.
    Monogram(String),
}

/// A level of a progression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// The word for it ("Practitioner"), at most 32 characters; may be empty.
    #[serde(default)]
    pub word: String,
    /// Place from below, from 1.
    pub rank: u8,
    /// How many levels the progression has, at most 8.
    pub of: u8,
}

/// The metal of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Metal {
    /// The lowest of three or more levels.
    Bronze,
    /// The second.
    Silver,
    /// The third, or the highest of up to three.
    Gold,
    /// The highest of four or more.
    Platinum,
}

impl Level {
    /// The metal of this level: the highest of two or three levels is gold, of four or more platinum; in longer
    /// progressions neighbours may share one and are told apart by their bands.
    pub fn metal(&self) -> Metal {
        let of = self.of.max(1);
        let rank = self.rank.clamp(1, of);
        match (of, rank) {
            (1, _) => Metal::Gold,
            (2, 1) | (3, 2) => Metal::Silver,
            (2, _) | (3, 3) => Metal::Gold,
            (3, _) => Metal::Bronze,
            (_, top) if top == of => Metal::Platinum,
            _ => match (u16::from(rank - 1) * 3) / u16::from(of - 1) {
                0 => Metal::Bronze,
                1 => Metal::Silver,
                _ => Metal::Gold,
            },
        }
    }
}

/// One thing wrong with a design, in words that name the way out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize)]
#[error("{field} is “{value}”: {problem}. {fix}")]
pub struct DesignProblem {
    /// Path of the field, such as `colours.ink`.
    pub field: &'static str,
    /// The value found.
    pub value: String,
    /// What is wrong with it.
    pub problem: String,
    /// What to do.
    pub fix: String,
}

/// Least contrast of ink and field, that of WCAG 2.2 for text.
pub const LEAST_CONTRAST: f32 = 4.5;

const LONGEST_TITLE: usize = 90;
const LONGEST_WORD: usize = 32;
const MOST_LEVELS: u8 = 8;

impl Design {
    /// A finished design for a level of a progression (`rank` from 1 of `of`), or for a badge on its own (`of` = 1).
    /// All levels of one progression get the same frame, field and emblem.
    pub fn default_for(title: &str, issuer: &str, accent: Colour, rank: u8, of: u8) -> Design {
        let ink = Colour::rgb(0xf7, 0xf2, 0xe6);
        // Deep enough for the title to stand out, and still the tenant's own colour.
        let field = accent.mixed(Colour::INK, 0.45).legible_on(ink, 8.0);
        Design {
            silhouette: if of > 1 {
                Silhouette::Medallion
            } else {
                Silhouette::Hexagon
            },
            line: LineWeight::Fine,
            colours: Colours {
                frame: accent.mixed(Colour::INK, 0.25),
                field,
                ink,
            },
            emblem: match monogram(issuer) {
                letters if letters.is_empty() => Emblem::Icon("award".to_owned()),
                letters => Emblem::Monogram(letters),
            },
            title: tidy(title),
            issuer: tidy(issuer),
            level: (of > 1).then(|| Level {
                word: String::new(),
                rank: rank.clamp(1, of),
                of,
            }),
        }
    }

    /// The same design with the word of its level.
    #[must_use]
    pub fn with_level_word(mut self, word: &str) -> Design {
        if let Some(level) = &mut self.level {
            level.word = tidy(word);
        }
        self
    }

    /// Everything that is wrong with the design; an empty answer means that it can be drawn as it is.
    pub fn problems(&self, fonts: &Fonts) -> Vec<DesignProblem> {
        let mut problems = Vec::new();
        self.check_text(fonts, &mut problems);
        let Colours { field, ink, .. } = self.colours;
        if ink.contrast(field) < LEAST_CONTRAST {
            problems.push(DesignProblem {
                field: "colours.ink",
                value: ink.to_string(),
                problem: format!(
                    "its contrast with the field {field} is {:.1} to 1, too little to read",
                    ink.contrast(field)
                ),
                fix: format!(
                    "Take {} or another colour with at least {LEAST_CONTRAST} to 1.",
                    ink.legible_on(field, LEAST_CONTRAST)
                ),
            });
        }
        if let Some(level) = &self.level
            && (level.of == 0 || level.of > MOST_LEVELS || level.rank == 0 || level.rank > level.of)
        {
            problems.push(DesignProblem {
                field: "level",
                value: format!("{} of {}", level.rank, level.of),
                problem: "the rank does not lie within the progression".to_owned(),
                fix: format!(
                    "Give a rank from 1 to the number of levels, which may be up to {MOST_LEVELS}."
                ),
            });
        }
        problems
    }

    /// The design with its ink moved, if need be, until it can be read on the field.
    #[must_use]
    pub fn corrected(mut self) -> Design {
        self.colours.ink = self
            .colours
            .ink
            .legible_on(self.colours.field, LEAST_CONTRAST);
        self
    }

    fn check_text(&self, fonts: &Fonts, problems: &mut Vec<DesignProblem>) {
        let mut texts = vec![
            ("title", &self.title, LONGEST_TITLE, false),
            ("issuer", &self.issuer, LONGEST_TITLE, false),
        ];
        match &self.emblem {
            Emblem::Monogram(letters) => texts.push(("emblem.monogram", letters, 4, false)),
            Emblem::Icon(name) if crate::icons::path(name).is_none() => {
                problems.push(DesignProblem {
                    field: "emblem.icon",
                    value: shortened(name),
                    problem: "there is no icon of that name".to_owned(),
                    fix: format!(
                        "Take one of: {}.",
                        crate::icons::names().collect::<Vec<_>>().join(", ")
                    ),
                })
            }
            Emblem::Icon(_) => {}
        }
        if let Some(level) = &self.level {
            texts.push(("level.word", &level.word, LONGEST_WORD, true));
        }
        for (field, text, longest, may_be_empty) in texts {
            let text = tidy(text);
            let length = text.chars().count();
            let problem = |problem: String, fix: &str| DesignProblem {
                field,
                value: shortened(&text),
                problem,
                fix: fix.to_owned(),
            };
            if length == 0 && !may_be_empty {
                problems.push(problem(
                    "nothing is written there".to_owned(),
                    "Write what shall stand on the badge.",
                ));
            }
            if length > longest {
                problems.push(problem(
                    format!("{length} characters cannot be read at the size of a badge"),
                    &format!("Shorten it to {longest} characters."),
                ));
            }
            let missing = fonts.missing_glyphs(&text);
            if !missing.is_empty() {
                let shown: Vec<String> = missing
                    .iter()
                    .take(10)
                    .map(|c| format!("{c} (U+{:04X})", u32::from(*c)))
                    .collect();
                problems.push(problem(format!("no font here has {}", shown.join(", ")), "Write it without these characters, or have the operator add a font to ACCOLADE_FONTS_DIR."));
            }
        }
    }
}

/// The initials of a name: up to three capitals, or the first character alone where the script has no capitals. Empty when
/// the name holds no letter, or is right-to-left: there most names begin with the article, which says nothing.
pub(crate) fn monogram(name: &str) -> String {
    let name = tidy(name);
    if is_rtl(&name) {
        return String::new();
    }
    let initials: Vec<char> = name
        .split([' ', '-'])
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()))
        .collect();
    let capitals: Vec<char> = initials
        .iter()
        .copied()
        .filter(|c| c.is_uppercase())
        .collect();
    let letters = if capitals.len() >= 2 {
        capitals
    } else {
        initials
    };
    let has_case = letters
        .first()
        .is_some_and(|c| c.is_uppercase() || c.is_lowercase());
    letters
        .into_iter()
        .take(if has_case { 3 } else { 1 })
        .flat_map(char::to_uppercase)
        .collect()
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guild(rank: u8, of: u8) -> Design {
        Design::default_for(
            "Certified Practitioner",
            "Guild of Proposal Managers",
            "#2b4acb".parse().unwrap(),
            rank,
            of,
        )
    }

    #[test]
    fn the_default_has_no_problem_for_any_accent() {
        let fonts = Fonts::bundled();
        for accent in [
            "#2b4acb", "#ffffff", "#000000", "#ffe600", "#a4262c", "#00ff88", "#808080",
        ] {
            let design =
                Design::default_for("Fellow", "Plant Society", accent.parse().unwrap(), 2, 4)
                    .with_level_word("Practitioner");
            assert_eq!(design.problems(&fonts), vec![], "{accent}");
        }
    }

    #[test]
    fn levels_share_everything_but_rank_and_word_and_have_their_metals() {
        let metals = |of: u8| {
            (1..=of)
                .map(|rank| {
                    Level {
                        word: String::new(),
                        rank,
                        of,
                    }
                    .metal()
                })
                .collect::<Vec<_>>()
        };
        use Metal::{Bronze, Gold, Platinum, Silver};
        assert_eq!(metals(2), [Silver, Gold]);
        assert_eq!(metals(3), [Bronze, Silver, Gold]);
        assert_eq!(metals(4), [Bronze, Silver, Gold, Platinum]);
        assert_eq!(metals(5), [Bronze, Bronze, Silver, Gold, Platinum]);
        let (mut low, high) = (guild(1, 3), guild(3, 3));
        low.level.clone_from(&high.level);
        assert_eq!(low, high);
    }

    #[test]
    fn json_reads_back_and_unknown_fields_are_refused() {
        let design = guild(2, 3).with_level_word("Praktiker");
        let json = serde_json::to_value(&design).unwrap();
        assert_eq!(json["colours"]["ink"], "#f7f2e6");
        assert_eq!(
            serde_json::from_value::<Design>(json.clone()).unwrap(),
            design
        );
        let mut wrong = json;
        wrong["shadow"] = true.into();
        assert!(
            serde_json::from_value::<Design>(wrong)
                .unwrap_err()
                .to_string()
                .contains("shadow")
        );
    }

    #[test]
    fn each_problem_names_field_value_and_fix() {
        let fonts = Fonts::bundled();
        let mut design = guild(5, 3);
        design.level = Some(Level {
            word: "x".repeat(40),
            rank: 5,
            of: 3,
        });
        design.title = "Rocket 🚀".to_owned();
        design.issuer = "  ".to_owned();
        design.emblem = Emblem::Icon("unicorn".to_owned());
        design.colours.ink = design.colours.field.mixed(Colour::rgb(255, 255, 255), 0.1);
        let problems = design.problems(&fonts);
        let fields: Vec<&str> = problems.iter().map(|p| p.field).collect();
        assert_eq!(
            fields,
            [
                "emblem.icon",
                "title",
                "issuer",
                "level.word",
                "colours.ink",
                "level"
            ]
        );
        assert!(problems[0].to_string().contains("unicorn") && problems[0].fix.contains("trophy"));
        assert!(problems[1].problem.contains("U+1F680"));
        assert!(problems[5].value == "5 of 3");
        assert!(
            design
                .clone()
                .corrected()
                .problems(&fonts)
                .iter()
                .all(|p| p.field != "colours.ink")
        );
    }

    #[test]
    fn a_monogram_is_made_from_a_name_in_any_script() {
        for (name, letters) in [
            ("Guild of Proposal Managers", "GPM"),
            ("plant society", "PS"),
            ("山田協会", "山"),
            ("Общество Ботаников", "ОБ"),
            ("  ", ""),
            ("الجمعية المهنية", ""),
        ] {
            assert_eq!(monogram(name), letters);
        }
    }
}
