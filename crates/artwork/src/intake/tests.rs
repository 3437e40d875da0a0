use super::*;
use image::{ImageBuffer, Rgb, Rgba};

fn intake(bytes: &[u8]) -> Result<Picture, IntakeError> {
    picture(&Fonts::bundled(), bytes)
}

fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = ImageBuffer::from_fn(width, height, |x, y| Rgb([x as u8, y as u8, 90]));
    DynamicImage::from(picture)
        .write_to(&mut Cursor::new(&mut bytes), format)
        .unwrap();
    bytes
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = 0xFFFF_FFFFu32;
    for byte in kind.iter().chain(data) {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                (crc >> 1) ^ 0xEDB8_8320
            } else {
                crc >> 1
            };
        }
    }
    [
        &(data.len() as u32).to_be_bytes()[..],
        kind,
        data,
        &(!crc).to_be_bytes(),
    ]
    .concat()
}

fn svg(body: &str) -> String {
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="300" height="300">{body}</svg>"##
    )
}

const SQUARE: &str = r##"<rect x="20" y="20" width="260" height="260" fill="#1c6b4f"/>"##;

#[test]
fn png_jpeg_and_webp_become_png_of_the_same_size() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
        let taken = intake(&encoded(300, 280, format)).unwrap();
        assert_eq!((taken.width, taken.height, taken.svg), (300, 280, None));
        let back = image::load_from_memory_with_format(&taken.png, ImageFormat::Png)
            .unwrap()
            .into_rgb8();
        let pixel = back.get_pixel(100, 50).0;
        assert!(
            pixel
                .iter()
                .zip([100, 50, 90])
                .all(|(a, b)| a.abs_diff(b) < 12),
            "{format:?}: {pixel:?}"
        );
    }
}

#[test]
fn metadata_does_not_survive() {
    let plain = encoded(220, 220, ImageFormat::Png);
    let note = chunk(b"tEXt", b"Comment\0GPS 51.5 N 0.1 W, Anna Maria Wei");
    let noted = [&plain[..33], &note, &plain[33..]].concat();
    let taken = intake(&noted).unwrap();
    assert!(!taken.png.windows(9).any(|w| w == b"Anna Mari"));
    let kinds: Vec<_> = ["tEXt", "iTXt", "eXIf", "tIME"]
        .iter()
        .filter(|k| taken.png.windows(4).any(|w| w == k.as_bytes()))
        .collect();
    assert!(kinds.is_empty(), "{kinds:?}");
}

#[test]
fn a_photograph_taken_sideways_is_turned_upright() {
    // An Exif block with orientation 6 (turn right), placed after the start of the JPEG.
    let exif: &[u8] = b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let jpeg = encoded(300, 250, ImageFormat::Jpeg);
    let header = [
        &[0xFF, 0xE1][..],
        &((exif.len() + 2) as u16).to_be_bytes(),
        exif,
    ]
    .concat();
    let taken = intake(&[&jpeg[..2], &header, &jpeg[2..]].concat()).unwrap();
    assert_eq!((taken.width, taken.height), (250, 300));
}

#[test]
fn a_large_picture_is_scaled_down() {
    let taken = intake(&encoded(2400, 2000, ImageFormat::Jpeg)).unwrap();
    assert_eq!((taken.width, taken.height), (1200, 1000));
}

#[test]
fn a_bomb_is_refused_by_its_header() {
    let size = [
        &60_000u32.to_be_bytes()[..],
        &60_000u32.to_be_bytes(),
        &[8, 6, 0, 0, 0],
    ]
    .concat();
    let bomb = [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &size),
        chunk(b"IDAT", &[0x78, 0x9c, 0, 0]),
        chunk(b"IEND", b""),
    ]
    .concat();
    let error = intake(&bomb).unwrap_err();
    assert_eq!(
        error,
        IntakeError::TooManyPixels {
            width: 60_000,
            height: 60_000
        }
    );
    assert!(error.to_string().contains("60000 by 60000"));
}

#[test]
fn damaged_files_are_told_as_damaged() {
    let png = encoded(300, 300, ImageFormat::Png);
    for cut in [20, 40, png.len() / 2, png.len() - 30] {
        assert!(
            matches!(intake(&png[..cut]), Err(IntakeError::Damaged(_))),
            "cut at {cut}"
        );
    }
    let jpeg = encoded(300, 300, ImageFormat::Jpeg);
    assert!(matches!(intake(&jpeg[..30]), Err(IntakeError::Damaged(_))));
}

#[test]
fn what_is_no_picture_or_another_format_is_refused() {
    for bytes in [
        &b"hello"[..],
        b"GIF89a\x01\0\x01\0\0\0\0;",
        b"%PDF-1.7",
        b"<html><body>svg</body></html>",
        b"BM\x00\x00",
        &[0u8; 64],
    ] {
        assert_eq!(intake(bytes), Err(IntakeError::UnknownFormat), "{bytes:?}");
    }
    assert_eq!(intake(b""), Err(IntakeError::Empty));
    let large = vec![0u8; LARGEST_FILE + 1];
    assert_eq!(
        intake(&large),
        Err(IntakeError::TooManyBytes(LARGEST_FILE + 1))
    );
}

#[test]
fn small_long_and_blank_pictures_are_refused_with_the_size_found() {
    assert_eq!(
        intake(&encoded(199, 220, ImageFormat::Png)),
        Err(IntakeError::TooSmall {
            width: 199,
            height: 220
        })
    );
    let error = intake(&encoded(800, 400, ImageFormat::Png)).unwrap_err();
    assert!(error.to_string().contains("800 by 400") && error.to_string().contains("Crop"));
    let mut blank = Vec::new();
    DynamicImage::from(ImageBuffer::from_pixel(300, 300, Rgba([9u8, 9, 9, 0])))
        .write_to(&mut Cursor::new(&mut blank), ImageFormat::Png)
        .unwrap();
    assert_eq!(intake(&blank), Err(IntakeError::Blank));
}

#[test]
fn an_svg_keeps_its_shapes_and_loses_everything_that_acts() {
    let hostile = svg(&format!(
        r##"<script>alert(1)</script><style>@import url(https://evil.example/x.css); rect{{fill:#1c6b4f}}</style>
        <a xlink:href="javascript:alert(2)" onclick="alert(3)">{SQUARE}</a><g onload="alert(4)"><circle cx="150" cy="150" r="40" fill="url(https://evil.example/p.svg#x) #ffffff"/></g>
        <foreignObject width="300" height="300"><body xmlns="http://www.w3.org/1999/xhtml"><iframe src="https://evil.example"/></body></foreignObject>
        <rect width="9" height="9"><animate attributeName="href" to="javascript:alert(5)"/></rect><use xlink:href="file:///etc/passwd#a"/><text x="30" y="60" font-size="30">Été</text>"##
    ));
    let taken = intake(hostile.as_bytes()).unwrap();
    let svg = taken.svg.unwrap();
    for word in [
        "script",
        "alert",
        "evil",
        "href=\"http",
        "javascript",
        "onclick",
        "onload",
        "foreignObject",
        "iframe",
        "animate",
        "passwd",
        "<a ",
        "<text",
        "import",
    ] {
        assert!(!svg.contains(word), "{word} survived in {svg}");
    }
    assert!(
        svg.contains("viewBox=\"0 0 300 300\"") && svg.contains("#1c6b4f"),
        "{svg}"
    );
    assert!(svg.matches("<path").count() >= 2, "{svg}");
    assert_eq!((taken.width, taken.height), (1200, 1200));
    assert!(crate::render_png(&svg, 90).unwrap().len() > 300);
    let again = intake(svg.as_bytes()).unwrap();
    assert_eq!(
        again.png, taken.png,
        "what is written anew draws the same and is taken again"
    );
}

#[test]
fn a_linked_file_is_refused_not_read() {
    for href in [
        "/etc/passwd",
        "file:///etc/passwd",
        "https://evil.example/x.png",
        "data:image/svg+xml;base64,PHN2Zy8+",
    ] {
        let error = intake(
            svg(&format!(
                r##"{SQUARE}<image xlink:href="{href}" width="100" height="100"/>"##
            ))
            .as_bytes(),
        )
        .unwrap_err();
        assert!(
            matches!(error, IntakeError::Unsupported { .. }),
            "{href}: {error}"
        );
    }
}

#[test]
fn entities_are_refused_before_they_are_expanded() {
    let laughs = format!(
        r##"<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "ha">{}]>{}"##,
        (0..9)
            .map(|n| format!(
                r##"<!ENTITY {} "{}">"##,
                char::from(b'b' + n),
                format!("&{};", char::from(b'a' + n)).repeat(10)
            ))
            .collect::<String>(),
        svg("<text>&j;</text>")
    );
    assert!(
        intake(laughs.as_bytes())
            .unwrap_err()
            .to_string()
            .contains("DOCTYPE")
    );
    let outside = format!(
        r##"<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>{}"##,
        svg("<text>&x;</text>")
    );
    assert!(matches!(
        intake(outside.as_bytes()),
        Err(IntakeError::Unsupported { .. })
    ));
}

#[test]
fn bombs_of_references_patterns_masks_and_dashes_are_refused_quickly() {
    let started = std::time::Instant::now();
    let doubled = |element: &str, one: &dyn Fn(usize) -> String| {
        let levels: String = (1..=14)
            .map(|n| {
                format!(
                    r##"<{element} id="a{n}">{}</{element}>"##,
                    one(n - 1).repeat(6)
                )
            })
            .collect();
        svg(&format!(
            r##"<defs><{element} id="a0">{SQUARE}</{element}>{levels}</defs>{}"##,
            one(14)
        ))
    };
    let uses = doubled("g", &|n| format!(r##"<use href="#a{n}"/>"##));
    let patterns = doubled(
        r##"pattern width="9" height="9" patternUnits="userSpaceOnUse""##,
        &|n| format!(r##"<rect width="300" height="300" fill="url(#a{n})"/>"##),
    );
    let patterns = patterns.replace(
        "</pattern width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\">",
        "</pattern>",
    );
    let masks = doubled("mask", &|n| {
        format!(r##"<rect width="300" height="300" mask="url(#a{n})"/>"##)
    });
    let dashes = svg(
        &r##"<path d="M0 0H300V300H0V0H300V300" stroke="#000" stroke-dasharray=".001 .001"/>"##
            .repeat(50),
    );
    let deep = svg(&format!(
        "{}{}{}",
        "<g>".repeat(5000),
        SQUARE,
        "</g>".repeat(5000)
    ));
    let layers = svg(&format!(r##"<g opacity=".5">{SQUARE}{SQUARE}</g>"##).repeat(2000));
    let markers = doubled("marker", &|n| {
        format!(r##"<path d="M0 0h9v9h9" marker-mid="url(#a{n})"/>"##)
    });
    let styled = doubled("pattern", &|n| {
        format!(r##"<rect width="9" height="9" style="opacity:1;fill: url('#a{n}')"/>"##)
    });
    // The paint stands around each pattern, whose content inherits it.
    let around: String = (1..=14)
        .map(|n| {
            let squares = r##"<rect width="9" height="9"/>"##.repeat(6);
            let pattern = r##"width="9" height="9" patternUnits="userSpaceOnUse""##;
            format!(
                r##"<g fill="url(#a{})"><pattern id="a{n}" {pattern}>{squares}</pattern></g>"##,
                n - 1
            )
        })
        .collect();
    let inherited = svg(&format!(
        r##"<pattern id="a0">{SQUARE}</pattern>{around}<rect width="300" height="300" fill="url(#a14)"/>"##
    ));
    let circle = svg(r##"<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>"##);
    let links: String = (1..=3000)
        .map(|n| format!(r##"<g id="a{n}"><use href="#a{}"/></g>"##, n - 1))
        .collect();
    let chain = svg(&format!(
        r##"<defs><g id="a0">{SQUARE}</g>{links}</defs><use href="#a3000"/>"##
    ));
    for (name, bomb) in [
        ("uses", uses),
        ("patterns", patterns),
        ("masks", masks),
        ("dashes", dashes),
        ("deep", deep),
        ("layers", layers),
        ("chain", chain),
        ("markers", markers),
        ("styled", styled),
        ("inherited", inherited),
        ("circle", circle),
    ] {
        let answer = intake(bomb.as_bytes());
        assert!(
            matches!(answer, Err(IntakeError::TooComplex(_))),
            "{name}: {answer:?}"
        );
    }
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[test]
fn what_drawing_programs_write_is_taken() {
    let exported = r##"<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Generator -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" viewBox="0 0 512 512">
<metadata><inkscape:grid/></metadata>
<defs><style>.cls-1{fill:none;}.cls-2{clip-path:url(#clip-path);}.cls-3{fill:url(#g);filter:url(#shadow)}</style>
<clipPath id="clip-path"><rect class="cls-1" width="512" height="512"/></clipPath>
<linearGradient id="stops"><stop offset="0" stop-color="#1c6b4f"/><stop offset="1" stop-color="#fff"/></linearGradient>
<linearGradient id="g" xlink:href="#stops" x1="0" x2="1"/>
<filter id="shadow"><feGaussianBlur stdDeviation="4"/><feOffset dx="2" dy="2"/><feMerge><feMergeNode/><feMergeNode in="SourceGraphic"/></feMerge></filter>
<pattern id="lines" width="8" height="8" patternUnits="userSpaceOnUse"><path d="M0 0h8" stroke="#000"/></pattern>
<mask id="fade"><rect width="512" height="512" fill="url(#g)"/></mask>
<symbol id="leaf" viewBox="0 0 10 10"><path d="M0 10C0 4 4 0 10 0 10 6 6 10 0 10z"/></symbol></defs>
<g class="cls-2"><circle class="cls-3" cx="256" cy="256" r="240"/><g mask="url(#fade)" style="fill:url(#lines)"><rect x="100" y="100" width="300" height="300"/></g>
<use xlink:href="#leaf" x="200" y="200" width="100" height="100"/><use href="#leaf" x="20" y="20" width="100" height="100"/></g></svg>"##;
    let taken = intake(exported.as_bytes()).unwrap();
    assert_eq!((taken.width, taken.height), (1200, 1200));
    let svg = taken.svg.unwrap();
    for kept in ["linearGradient", "filter", "pattern", "mask", "clip"] {
        assert!(svg.contains(kept), "{kept} is lost");
    }
    let by_class = exported.replace(".cls-3{fill:url(#g);", ".cls-3{fill:url(#lines);");
    assert!(
        intake(by_class.as_bytes())
            .unwrap_err()
            .to_string()
            .contains("stylesheet")
    );
}

#[test]
fn broken_empty_and_long_svgs_are_told_apart() {
    assert!(matches!(
        intake(b"<svg xmlns='http://www.w3.org/2000/svg'><rect"),
        Err(IntakeError::Damaged(_))
    ));
    assert!(matches!(
        intake(b"<svg xmlns='http://www.w3.org/2000/svg'><g></svg>"),
        Err(IntakeError::Damaged(_))
    ));
    assert_eq!(intake(svg("").as_bytes()), Err(IntakeError::Blank));
    assert_eq!(
        intake(svg(r##"<rect x="900" width="10" height="10"/>"##).as_bytes()),
        Err(IntakeError::Blank)
    );
    let long = svg(SQUARE).replace(
        "width=\"300\" height=\"300\">",
        "width=\"900\" height=\"300\">",
    );
    assert_eq!(
        intake(long.as_bytes()),
        Err(IntakeError::NotSquare {
            width: 900,
            height: 300
        })
    );
    let gzip = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0];
    assert_eq!(intake(&gzip), Err(IntakeError::UnknownFormat));
}

proptest::proptest! {
    #[test]
    fn no_bytes_cause_a_panic(mut bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200), at in 0usize..400, byte in proptest::num::u8::ANY) {
        let _ = intake(&bytes);
        let mut png = encoded(210, 210, ImageFormat::Png);
        if let Some(place) = png.get_mut(at) {
            *place = byte;
        }
        let _ = intake(&png);
        let mut text = svg(SQUARE).into_bytes();
        let place = at % text.len();
        bytes.truncate(8);
        text.splice(place..place, bytes);
        let _ = intake(&text);
    }
}
