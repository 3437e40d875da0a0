//! Everything a page loads besides itself: style sheets, script modules, fonts and a few pictures, built into the binary.
//!
//! A file is served at `/assets/<edition>/<name>`, where the edition is the first eight hexadecimal digits of the SHA-256
//! over all files of its folder. A changed folder is a new address, so browsers may keep what they have for ever, and
//! relative links inside a folder (a font named in `fonts/fonts.css`) keep working.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// What to answer with when the edition asked for is the current one.
pub const CACHE_FOREVER: &str = "public, max-age=31536000, immutable";
/// What to answer with when an older page asks for an edition that is gone: right today, not to be kept.
pub const CACHE_BRIEFLY: &str = "public, max-age=60";

/// One embedded file.
#[derive(Debug, Clone, Copy)]
pub struct Asset {
    /// Folder and file name, such as `css/accolade.css`.
    pub name: &'static str,
    /// Value of the `Content-Type` header.
    pub media_type: &'static str,
    /// The content.
    pub bytes: &'static [u8],
}

/// An asset together with the `Cache-Control` value that fits the address it was asked under.
#[derive(Debug, Clone, Copy)]
pub struct Served {
    /// The file.
    pub asset: Asset,
    /// [`CACHE_FOREVER`] or [`CACHE_BRIEFLY`].
    pub cache_control: &'static str,
}

const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";
const WOFF2: &str = "font/woff2";

const fn asset(name: &'static str, media_type: &'static str, bytes: &'static [u8]) -> Asset {
    Asset {
        name,
        media_type,
        bytes,
    }
}

/// Every embedded file.
pub const ASSETS: &[Asset] = &[
    asset(
        "css/accolade.css",
        CSS,
        include_bytes!("../assets/css/accolade.css"),
    ),
    asset("js/main.js", JS, include_bytes!("../assets/js/main.js")),
    asset("js/copy.js", JS, include_bytes!("../assets/js/copy.js")),
    asset("js/drop.js", JS, include_bytes!("../assets/js/drop.js")),
    asset(
        "js/preview.js",
        JS,
        include_bytes!("../assets/js/preview.js"),
    ),
    asset(
        "js/progress.js",
        JS,
        include_bytes!("../assets/js/progress.js"),
    ),
    asset(
        "fonts/fonts.css",
        CSS,
        include_bytes!("../assets/fonts/fonts.css"),
    ),
    asset(
        "fonts/inter-latin.woff2",
        WOFF2,
        include_bytes!("../assets/fonts/inter-latin.woff2"),
    ),
    asset(
        "fonts/inter-latin-ext.woff2",
        WOFF2,
        include_bytes!("../assets/fonts/inter-latin-ext.woff2"),
    ),
    asset(
        "fonts/inter-greek.woff2",
        WOFF2,
        include_bytes!("../assets/fonts/inter-greek.woff2"),
    ),
    asset(
        "fonts/inter-cyrillic.woff2",
        WOFF2,
        include_bytes!("../assets/fonts/inter-cyrillic.woff2"),
    ),
    asset(
        "fonts/inter-vietnamese.woff2",
        WOFF2,
        include_bytes!("../assets/fonts/inter-vietnamese.woff2"),
    ),
    asset(
        "fonts/source-serif-latin.woff2",
        WOFF2,
        include_bytes!("../assets/fonts/source-serif-latin.woff2"),
    ),
    asset(
        "fonts/source-serif-latin-italic.woff2",
        WOFF2,
        include_bytes!("../assets/fonts/source-serif-latin-italic.woff2"),
    ),
    asset(
        "fonts/source-serif-latin-ext.woff2",
        WOFF2,
        include_bytes!("../assets/fonts/source-serif-latin-ext.woff2"),
    ),
    asset(
        "fonts/source-serif-greek.woff2",
        WOFF2,
        include_bytes!("../assets/fonts/source-serif-greek.woff2"),
    ),
    asset(
        "fonts/source-serif-cyrillic.woff2",
        WOFF2,
        include_bytes!("../assets/fonts/source-serif-cyrillic.woff2"),
    ),
    asset(
        "fonts/source-serif-vietnamese.woff2",
        WOFF2,
        include_bytes!("../assets/fonts/source-serif-vietnamese.woff2"),
    ),
    asset(
        "img/mark.svg",
        SVG,
        include_bytes!("../assets/img/mark.svg"),
    ),
    asset(
        "css/guilloche.svg",
        SVG,
        include_bytes!("../assets/css/guilloche.svg"),
    ),
    asset(
        "samples/rosette.svg",
        SVG,
        include_bytes!("../assets/samples/rosette.svg"),
    ),
    asset(
        "samples/rosette-2.svg",
        SVG,
        include_bytes!("../assets/samples/rosette-2.svg"),
    ),
    asset(
        "samples/foundation.svg",
        SVG,
        include_bytes!("../assets/samples/foundation.svg"),
    ),
    asset(
        "samples/practitioner.svg",
        SVG,
        include_bytes!("../assets/samples/practitioner.svg"),
    ),
    asset(
        "samples/professional.svg",
        SVG,
        include_bytes!("../assets/samples/professional.svg"),
    ),
    asset(
        "samples/micro.svg",
        SVG,
        include_bytes!("../assets/samples/micro.svg"),
    ),
    asset(
        "samples/member.svg",
        SVG,
        include_bytes!("../assets/samples/member.svg"),
    ),
    asset(
        "samples/guild.svg",
        SVG,
        include_bytes!("../assets/samples/guild.svg"),
    ),
    asset(
        "samples/society.svg",
        SVG,
        include_bytes!("../assets/samples/society.svg"),
    ),
];

static EDITIONS: LazyLock<BTreeMap<&'static str, String>> = LazyLock::new(|| {
    let mut folders: BTreeMap<&'static str, Sha256> = BTreeMap::new();
    for asset in ASSETS {
        let hash = folders.entry(folder(asset.name)).or_default();
        hash.update(asset.name.as_bytes());
        hash.update((asset.bytes.len() as u64).to_be_bytes());
        hash.update(asset.bytes);
    }
    folders
        .into_iter()
        .map(|(name, hash)| {
            let digest = hash.finalize();
            let edition = digest
                .iter()
                .take(4)
                .map(|byte| format!("{byte:02x}"))
                .collect();
            (name, edition)
        })
        .collect()
});

fn folder(name: &str) -> &str {
    name.split_once('/').map_or("", |(folder, _)| folder)
}

fn edition(name: &str) -> &'static str {
    EDITIONS.get(folder(name)).map_or("none", String::as_str)
}

/// The address a page links a file by: `/assets/<edition>/<name>`.
pub fn asset_url(name: &str) -> String {
    format!("/assets/{}/{name}", edition(name))
}

/// The file for the two parts of `/assets/{edition}/{*name}`, or nothing when no file has that name.
pub fn find(asked_edition: &str, name: &str) -> Option<Served> {
    let asset = *ASSETS.iter().find(|asset| asset.name == name)?;
    let cache_control = if asked_edition == edition(name) {
        CACHE_FOREVER
    } else {
        CACHE_BRIEFLY
    };
    Some(Served {
        asset,
        cache_control,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_linked_address_is_found_and_kept_for_ever() {
        for asset in ASSETS {
            let url = asset_url(asset.name);
            let (edition, name) = url
                .strip_prefix("/assets/")
                .unwrap()
                .split_once('/')
                .unwrap();
            assert_eq!(edition.len(), 8, "{url}");
            let served = find(edition, name).unwrap();
            assert_eq!(served.cache_control, CACHE_FOREVER);
            assert_eq!(served.asset.bytes, asset.bytes);
        }
    }

    #[test]
    fn an_old_edition_still_answers_but_is_not_kept() {
        assert_eq!(
            find("00000000", "css/accolade.css").unwrap().cache_control,
            CACHE_BRIEFLY
        );
    }

    #[test]
    fn an_unknown_name_is_not_found() {
        assert!(find("00000000", "css/../secret").is_none());
        assert!(find("00000000", "").is_none());
    }

    #[test]
    fn every_font_named_in_the_style_sheet_is_embedded() {
        let sheet = std::str::from_utf8(find("", "fonts/fonts.css").unwrap().asset.bytes).unwrap();
        let named: Vec<&str> = sheet
            .split("url(\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
            .collect();
        assert_eq!(named.len(), 11);
        for file in named {
            assert!(find("", &format!("fonts/{file}")).is_some(), "{file}");
        }
    }

    #[test]
    fn scripts_stay_small_enough_to_read() {
        let lines: usize = ASSETS
            .iter()
            .filter(|asset| asset.name.starts_with("js/"))
            .map(|asset| asset.bytes.iter().filter(|byte| **byte == b'\n').count())
            .sum();
        assert!(lines < 300, "{lines} lines of script");
    }
}
