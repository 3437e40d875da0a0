//! The fonts that pictures are set in: bundled subsets of Noto, and whole fonts from a folder where the operator has one.

use skrifa::raw::TableProvider as _;
use skrifa::{FontRef, MetadataProvider as _};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The faces that text is drawn with. Load once and share: a clone costs nothing.
#[derive(Clone)]
pub struct Fonts {
    faces: Arc<Vec<Face>>,
}

/// Why a folder of fonts cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FontError {
    /// The folder or a file in it cannot be read.
    #[error(
        "the font folder {path} cannot be read: {reason}. Set ACCOLADE_FONTS_DIR to a folder that this process may read, or leave it out"
    )]
    Unreadable {
        /// The folder or file.
        path: PathBuf,
        /// What the operating system said.
        reason: std::io::Error,
    },
    /// A file with the name of a font holds none.
    #[error(
        "{path} is not a TrueType or OpenType font ({reason}): remove it from the font folder or replace it by a whole one"
    )]
    NotAFont {
        /// The file.
        path: PathBuf,
        /// What the parser said.
        reason: String,
    },
}

pub(crate) struct Face {
    data: Cow<'static, [u8]>,
    index: u32,
    class: Class,
    bold: bool,
}

/// The two voices of the look: serif for names and titles, sans for what stands beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Serif,
    Sans,
}

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Style {
    pub(crate) class: Class,
    pub(crate) bold: bool,
    /// Extra space after each letter in em; left out in scripts whose letters join.
    pub(crate) tracking: f32,
}

impl Fonts {
    /// The fonts inside the binary: Latin, Greek, Cyrillic, Arabic, Hebrew, Devanagari, Bengali, Tamil, Thai, Armenian,
    /// Georgian, and the common characters of Chinese, Japanese and Korean.
    pub fn bundled() -> Self {
        Self {
            faces: Arc::new(bundled_faces()),
        }
    }

    /// The bundled fonts, and after them every `.ttf`, `.otf` and `.ttc` of a folder for characters that the bundled ones lack.
    pub fn with_dir(folder: &Path) -> Result<Self, FontError> {
        let unreadable = |path: &Path| {
            let path = path.to_owned();
            move |reason| FontError::Unreadable { path, reason }
        };
        let mut files = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(unreadable(folder))? {
            let path = entry.map_err(unreadable(folder))?.path();
            let extension = path
                .extension()
                .and_then(|e| e.to_str())
                .unwrap_or_default()
                .to_ascii_lowercase();
            if matches!(extension.as_str(), "ttf" | "otf" | "ttc") {
                files.push(path);
            }
        }
        // The order decides which font draws a character, so it must not depend on the file system.
        files.sort();
        let mut faces = bundled_faces();
        for path in files {
            let data = std::fs::read(&path).map_err(unreadable(&path))?;
            faces.extend(faces_of(&data).map_err(|reason| FontError::NotAFont { path, reason })?);
        }
        Ok(Self {
            faces: Arc::new(faces),
        })
    }

    /// Characters of a text that no font here can draw, each once, in order. Show them to staff before they publish.
    pub fn missing_glyphs(&self, text: &str) -> Vec<char> {
        let open = self.open();
        let mut missing = Vec::new();
        for character in crate::text::tidy(text).chars() {
            if !is_invisible(character)
                && !missing.contains(&character)
                && !open.iter().any(|font| font.covers(character))
            {
                missing.push(character);
            }
        }
        missing
    }

    /// All faces parsed, in the order in which a style prefers them.
    pub(crate) fn open_for(&self, style: Style) -> Vec<OpenFace<'_>> {
        let mut open = self.open();
        open.sort_by_key(|face| {
            (u8::from(face.class != style.class) * 2) + u8::from(face.bold != style.bold)
        });
        open
    }

    fn open(&self) -> Vec<OpenFace<'_>> {
        self.faces
            .iter()
            .filter_map(|face| {
                let font = FontRef::from_index(&face.data, face.index).ok()?;
                let units = f32::from(font.head().ok()?.units_per_em());
                Some(OpenFace {
                    charmap: font.charmap(),
                    font,
                    units,
                    class: face.class,
                    bold: face.bold,
                })
            })
            .collect()
    }

    /// The same faces for text inside a picture that somebody uploads.
    pub(crate) fn database(&self) -> resvg::usvg::fontdb::Database {
        let mut database = resvg::usvg::fontdb::Database::new();
        for face in self.faces.iter().filter(|face| face.index == 0) {
            database.load_font_data(face.data.to_vec());
        }
        database.set_serif_family("Noto Serif");
        database.set_sans_serif_family("Noto Sans");
        database
    }
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Fonts({} faces)", self.faces.len())
    }
}

/// A face while text is being set.
pub(crate) struct OpenFace<'a> {
    pub(crate) font: FontRef<'a>,
    charmap: skrifa::charmap::Charmap<'a>,
    /// Units of the face in one em.
    pub(crate) units: f32,
    class: Class,
    bold: bool,
}

impl OpenFace<'_> {
    pub(crate) fn covers(&self, character: char) -> bool {
        self.charmap.map(character).is_some()
    }
}

/// Joiners, direction marks and variation selectors steer the text and draw nothing.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(u32::from(character), 0xAD | 0x34F | 0x61C | 0x200B..=0x200F | 0x2060..=0x2064 | 0xFE00..=0xFE0F | 0xFEFF | 0xE0100..=0xE01EF)
}

fn bundled_faces() -> Vec<Face> {
    let regular = |class, data: &'static [u8]| Face {
        data: Cow::Borrowed(data),
        index: 0,
        class,
        bold: false,
    };
    let bold = |class, data: &'static [u8]| Face {
        data: Cow::Borrowed(data),
        index: 0,
        class,
        bold: true,
    };
    use Class::{Sans, Serif};
    vec![
        bold(Serif, include_bytes!("../fonts/NotoSerif-Bold.ttf")),
        regular(Serif, include_bytes!("../fonts/NotoSerif-Regular.ttf")),
        bold(Sans, include_bytes!("../fonts/NotoSans-Bold.ttf")),
        regular(Sans, include_bytes!("../fonts/NotoSans-Regular.ttf")),
        bold(Serif, include_bytes!("../fonts/NotoNaskhArabic-Bold.ttf")),
        regular(
            Serif,
            include_bytes!("../fonts/NotoNaskhArabic-Regular.ttf"),
        ),
        bold(Serif, include_bytes!("../fonts/NotoSerifHebrew-Bold.ttf")),
        regular(
            Serif,
            include_bytes!("../fonts/NotoSerifHebrew-Regular.ttf"),
        ),
        bold(
            Serif,
            include_bytes!("../fonts/NotoSerifDevanagari-Bold.ttf"),
        ),
        regular(
            Serif,
            include_bytes!("../fonts/NotoSerifDevanagari-Regular.ttf"),
        ),
        bold(Serif, include_bytes!("../fonts/NotoSerifCJK-Bold.otf")),
        bold(Serif, include_bytes!("../fonts/NotoSerifBengali-Bold.ttf")),
        bold(Serif, include_bytes!("../fonts/NotoSerifTamil-Bold.ttf")),
        bold(Serif, include_bytes!("../fonts/NotoSerifThai-Bold.ttf")),
        bold(Serif, include_bytes!("../fonts/NotoSerifArmenian-Bold.ttf")),
        bold(Serif, include_bytes!("../fonts/NotoSerifGeorgian-Bold.ttf")),
    ]
}

fn faces_of(data: &[u8]) -> Result<Vec<Face>, String> {
    use skrifa::string::StringId;
    let mut faces = Vec::new();
    for (index, font) in (0u32..).zip(
        skrifa::raw::FileRef::new(data)
            .map_err(|e| e.to_string())?
            .fonts(),
    ) {
        let font = font.map_err(|e| e.to_string())?;
        if font.head().is_err() || font.charmap().mappings().next().is_none() {
            return Err("it maps no character to a glyph".to_owned());
        }
        let family: String = font
            .localized_strings(StringId::FAMILY_NAME)
            .english_or_first()
            .map(|name| name.chars().collect())
            .unwrap_or_default();
        let serif = ["Serif", "Naskh", "Nastaliq", "Mincho", "Song", "Ming"]
            .iter()
            .any(|word| family.contains(word));
        let bold = font.attributes().weight.value() >= 600.0;
        faces.push(Face {
            data: Cow::Owned(data.to_vec()),
            index,
            class: if serif { Class::Serif } else { Class::Sans },
            bold,
        });
    }
    if faces.is_empty() {
        Err("no face in the file".to_owned())
    } else {
        Ok(faces)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_every_bundled_script_have_all_their_glyphs() {
        let fonts = Fonts::bundled();
        for name in [
            "Zoë Nguyễn-Łukasiewicz",
            "Ελένη Παπαδοπούλου",
            "Дмитро Шевченко",
            "أحمد بن محمد",
            "שרה כהן",
            "प्रिया शर्मा",
            "山田 太郎",
            "张伟 王芳",
            "陳淑芬 學會",
            "김철수",
            "অনন্যা",
            "அனிதா",
            "สมชาย",
            "Արամ",
            "ნინო",
            "O’Brien – “Ø”",
        ] {
            assert_eq!(fonts.missing_glyphs(name), Vec::<char>::new(), "{name}");
        }
    }

    #[test]
    fn characters_without_a_glyph_are_told_once_each() {
        assert_eq!(
            Fonts::bundled().missing_glyphs("Rocket 🚀 and 🚀 ᚠ"),
            vec!['🚀', 'ᚠ']
        );
    }

    #[test]
    fn a_folder_adds_what_the_bundle_lacks_and_names_the_file_that_is_no_font() {
        let folder = std::env::temp_dir().join(format!("artwork-fonts-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("readme.txt"), "not looked at").unwrap();
        std::fs::write(
            folder.join("Copy.ttf"),
            include_bytes!("../fonts/NotoSans-Regular.ttf"),
        )
        .unwrap();
        assert_eq!(
            Fonts::with_dir(&folder).unwrap().faces.len(),
            bundled_faces().len() + 1
        );
        std::fs::write(folder.join("broken.otf"), b"OTTO and no more").unwrap();
        let error = Fonts::with_dir(&folder).unwrap_err().to_string();
        assert!(error.contains("broken.otf"), "{error}");
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(
            Fonts::with_dir(&folder)
                .unwrap_err()
                .to_string()
                .contains("ACCOLADE_FONTS_DIR")
        );
    }
}
