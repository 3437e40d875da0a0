use std::io::Write as _;

use openbadges::bake::{BakeError, Existing, Version, pdf, png, svg};
use proptest::prelude::*;

use crate::support::standards;

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = crc32fast::Hasher::new();
    crc.update(kind);
    crc.update(data);
    let mut out = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
    out.extend_from_slice(kind);
    out.extend_from_slice(data);
    out.extend_from_slice(&crc.finalize().to_be_bytes());
    out
}

/// The smallest PNG, with chunks put before IEND.
fn picture(extra: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    out.extend(chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]));
    out.extend(chunk(b"IDAT", &[0x78, 0x9c, 0x63, 0, 0, 0, 2, 0, 1]));
    for chunk in extra {
        out.extend_from_slice(chunk);
    }
    out.extend(chunk(b"IEND", &[]));
    out
}

fn text_chunk(keyword: &str, flags: [u8; 2], rest: &[u8]) -> Vec<u8> {
    chunk(b"iTXt", &[keyword.as_bytes(), &[0], &flags, rest].concat())
}

fn zlib(data: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(data).unwrap();
    writer.finish().unwrap()
}

#[test]
fn a_baked_png_keeps_its_other_bytes() {
    for version in [Version::V2, Version::V3] {
        let plain = picture(&[]);
        let baked = png::bake(&plain, "{\"ä\":1}", version, Existing::Refuse).unwrap();
        let read = png::read(&baked).unwrap();
        assert_eq!(
            (read.version, read.text.as_str(), read.more),
            (version, "{\"ä\":1}", false)
        );
        assert!(baked.starts_with(&plain[..plain.len() - 12]));
        assert!(baked.ends_with(&plain[plain.len() - 12..]));
    }
}

#[test]
fn the_chunk_is_exactly_what_the_standard_says() {
    let baked = png::bake(&picture(&[]), "X", Version::V3, Existing::Refuse).unwrap();
    let chunk = text_chunk("openbadgecredential", [0, 0], b"\0\0X");
    assert_eq!(baked, picture(&[chunk]));
}

#[test]
fn a_baked_png_is_not_baked_twice_unknowingly() {
    let once = png::bake(&picture(&[]), "one", Version::V3, Existing::Refuse).unwrap();
    let refused = png::bake(&once, "two", Version::V3, Existing::Refuse);
    assert_eq!(refused, Err(BakeError::AlreadyBaked));
    let twice = png::bake(&once, "two", Version::V3, Existing::Overwrite).unwrap();
    assert_eq!(
        twice,
        png::bake(&picture(&[]), "two", Version::V3, Existing::Refuse).unwrap()
    );
    // The other version has its own chunk; 3.0 is read first.
    let both = png::bake(&once, "old", Version::V2, Existing::Refuse).unwrap();
    assert_eq!(png::read(&both).unwrap().text, "one");
}

#[test]
fn all_forms_of_a_badge_chunk_are_read() {
    let v3 =
        |flags, rest: &[u8]| png::read(&picture(&[text_chunk("openbadgecredential", flags, rest)]));
    assert_eq!(v3([0, 0], b"de\0Plakette\0X").unwrap().text, "X");
    assert_eq!(
        v3([1, 0], &[b"\0\0", &zlib(b"packed")[..]].concat())
            .unwrap()
            .text,
        "packed"
    );
    let old = chunk(b"tEXt", b"openbadges\0https://example.org/a.json");
    let read = png::read(&picture(&[old])).unwrap();
    assert_eq!(
        (read.version, read.text.as_str()),
        (Version::V2, "https://example.org/a.json")
    );
    let several = [
        text_chunk("openbadges", [0, 0], b"\0\0a"),
        text_chunk("openbadges", [0, 0], b"\0\0b"),
    ];
    let read = png::read(&picture(&several)).unwrap();
    assert_eq!((read.text.as_str(), read.more), ("a", true));
}

#[test]
fn broken_badge_chunks_are_named() {
    let v3 =
        |flags, rest: &[u8]| png::read(&picture(&[text_chunk("openbadgecredential", flags, rest)]));
    assert!(matches!(
        v3([0, 0], b"no end"),
        Err(BakeError::Chunk { .. })
    ));
    assert!(matches!(v3([7, 0], b"\0\0x"), Err(BakeError::Chunk { .. })));
    assert!(matches!(
        v3([1, 0], b"\0\0not zlib"),
        Err(BakeError::Chunk { .. })
    ));
    assert!(matches!(
        v3([0, 0], b"\0\0\xff\xfe"),
        Err(BakeError::Chunk { .. })
    ));
    let bare = chunk(b"iTXt", b"openbadgecredential\0");
    assert!(matches!(
        png::read(&picture(&[bare])),
        Err(BakeError::Chunk { .. })
    ));
}

/// 64 MiB of blanks pack into 64 KB.
#[test]
fn a_compressed_bomb_is_refused() {
    let bomb = zlib(&vec![b' '; 64 * 1024 * 1024]);
    assert!(bomb.len() < 100_000);
    let chunk = text_chunk(
        "openbadgecredential",
        [1, 0],
        &[b"\0\0", &bomb[..]].concat(),
    );
    assert!(matches!(
        png::read(&picture(&[chunk])),
        Err(BakeError::Chunk { .. })
    ));
}

#[test]
fn a_truncated_png_is_named_at_every_length() {
    let whole = png::bake(&picture(&[]), "text", Version::V3, Existing::Refuse).unwrap();
    for length in 0..whole.len() {
        match png::read(&whole[..length]) {
            Err(BakeError::NotPng) => assert!(length < 8, "{length}"),
            Err(BakeError::Truncated { .. }) => assert!(length >= 8, "{length}"),
            other => panic!("{length}: {other:?}"),
        }
    }
}

#[test]
fn a_damaged_png_is_named() {
    let mut damaged = picture(&[]);
    damaged[20] ^= 1;
    assert!(
        matches!(png::read(&damaged), Err(BakeError::Checksum { chunk, .. }) if chunk == "IHDR")
    );
    assert_eq!(png::read(b"GIF89a"), Err(BakeError::NotPng));
    assert_eq!(png::read(&picture(&[])), Err(BakeError::NoBadge));
    let mut huge = b"\x89PNG\r\n\x1a\n".to_vec();
    huge.extend_from_slice(&[0xff; 8]);
    assert!(matches!(png::read(&huge), Err(BakeError::Truncated { .. })));
}

#[test]
fn the_official_pictures_are_read() {
    let Some(folder) = standards() else { return };
    let read = |path: &str| std::fs::read(folder.join("vectors").join(path)).unwrap();
    let badge = png::read(&read("ob30/validator/simple-json.png")).unwrap();
    assert!(badge.version == Version::V3 && badge.text.contains("\"proofValue\""));
    let badge = svg::read(&read("ob30/validator/simple-json.svg")).unwrap();
    assert!(badge.version == Version::V3 && badge.text.contains("\"proofValue\""));
    let badge = svg::read(&read("ob30/validator/simple-jwt.svg")).unwrap();
    assert_eq!(badge.text.matches('.').count(), 2);
    assert_eq!(
        png::read(&read("baking-ob20/baked_heart.png"))
            .unwrap()
            .version,
        Version::V2
    );
    assert_eq!(
        svg::read(&read("baking-ob20/baked_example.svg"))
            .unwrap()
            .version,
        Version::V2
    );
    let heart = read("baking-ob20/public_domain_heart.png");
    assert_eq!(png::read(&heart), Err(BakeError::NoBadge));
    let baked = png::bake(&heart, "{}", Version::V3, Existing::Refuse).unwrap();
    assert_eq!(png::read(&baked).unwrap().text, "{}");
    let example = read("baking-ob20/unbaked_example.svg");
    assert_eq!(svg::read(&example), Err(BakeError::NoBadge));
    let baked = svg::bake(&example, "{}", None, Version::V3, Existing::Refuse).unwrap();
    assert_eq!(svg::read(&baked).unwrap().text, "{}");
}

const SVG: &str = "<?xml version=\"1.0\"?>\n<!-- art --><svg xmlns=\"http://www.w3.org/2000/svg\" width='9'><path d=\"M0 0\"/></svg>\n";

#[test]
fn a_baked_svg_has_the_form_of_the_standard() {
    let json = svg::bake(
        SVG.as_bytes(),
        "{\"a\":\"]]>\"}",
        None,
        Version::V3,
        Existing::Refuse,
    )
    .unwrap();
    let json = String::from_utf8(json).unwrap();
    assert_eq!(
        json,
        SVG.replace("<svg xmlns", "<svg xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\" xmlns").replace(
            "<path",
            "<openbadges:credential><![CDATA[{\"a\":\"]]]]><![CDATA[>\"}]]></openbadges:credential><path"
        )
    );
    assert_eq!(svg::read(json.as_bytes()).unwrap().text, "{\"a\":\"]]>\"}");
    let jws = svg::bake(
        SVG.as_bytes(),
        "aa.bb.cc",
        None,
        Version::V3,
        Existing::Refuse,
    )
    .unwrap();
    let jws = String::from_utf8(jws).unwrap();
    assert!(
        jws.contains("<openbadges:credential verify=\"aa.bb.cc\"></openbadges:credential><path")
    );
    assert_eq!(svg::read(jws.as_bytes()).unwrap().text, "aa.bb.cc");
    let url = "https://example.org/a?b=1&c=2";
    let old = svg::bake(
        SVG.as_bytes(),
        "{}",
        Some(url),
        Version::V2,
        Existing::Refuse,
    )
    .unwrap();
    let old = String::from_utf8(old).unwrap();
    assert!(old.contains("xmlns:openbadges=\"http://openbadges.org\""));
    assert!(old.contains(
        "<openbadges:assertion verify=\"https://example.org/a?b=1&amp;c=2\"><![CDATA[{}]]>"
    ));
}

#[test]
fn an_svg_is_baked_again_only_on_purpose() {
    let bake =
        |picture: &[u8], text, version, existing| svg::bake(picture, text, None, version, existing);
    let once = bake(SVG.as_bytes(), "{\"n\":1}", Version::V3, Existing::Refuse).unwrap();
    assert_eq!(
        bake(&once, "{}", Version::V3, Existing::Refuse),
        Err(BakeError::AlreadyBaked)
    );
    let again = bake(&once, "{\"n\":2}", Version::V3, Existing::Overwrite).unwrap();
    assert_eq!(
        again,
        bake(SVG.as_bytes(), "{\"n\":2}", Version::V3, Existing::Refuse).unwrap()
    );
    let both = bake(&once, "{\"v\":2}", Version::V2, Existing::Refuse).unwrap();
    assert_eq!(svg::read(&both).unwrap().text, "{\"n\":1}");
    assert!(
        String::from_utf8(both)
            .unwrap()
            .contains("xmlns:openbadges=\"http://openbadges.org\"")
    );
}

#[test]
fn the_element_is_found_by_namespace_and_not_by_prefix() {
    let other = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:b='https://purl.imsglobal.org/ob/v3p0'><g><b:credential>  {&quot;x&quot;:&#49;}  </b:credential></g></svg>";
    assert_eq!(svg::read(other.as_bytes()).unwrap().text, "{\"x\":1}");
    let false_friend = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:openbadges='urn:other'><openbadges:credential>{}</openbadges:credential></svg>";
    assert_eq!(svg::read(false_friend.as_bytes()), Err(BakeError::NoBadge));
    let empty = "<s:svg xmlns:s='http://www.w3.org/2000/svg'/>";
    let baked = svg::bake(empty.as_bytes(), "{}", None, Version::V3, Existing::Refuse).unwrap();
    assert_eq!(svg::read(&baked).unwrap().text, "{}");
}

#[test]
fn entities_document_types_and_other_things_are_refused() {
    let dtd = "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><svg xmlns='http://www.w3.org/2000/svg'>&x;</svg>";
    assert_eq!(svg::read(dtd.as_bytes()), Err(BakeError::Entities));
    let bare = SVG.replace(
        "<!-- art -->",
        "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">",
    );
    assert_eq!(svg::read(bare.as_bytes()), Err(BakeError::NoBadge));
    let undeclared = "<svg xmlns='http://www.w3.org/2000/svg'>&x;</svg>";
    assert_eq!(svg::read(undeclared.as_bytes()), Err(BakeError::Entities));
    for bad in [
        "",
        "<html/>",
        "<svg",
        "<svg><g></svg>",
        "<svg>",
        "plain",
        "<svg xmlns='urn:other'/>",
    ] {
        assert!(
            matches!(svg::read(bad.as_bytes()), Err(BakeError::NotSvg(_))),
            "{bad}"
        );
    }
    let deep = "<g>".repeat(5000);
    assert!(matches!(
        svg::read(format!("<svg>{deep}").as_bytes()),
        Err(BakeError::NotSvg(_))
    ));
    assert!(matches!(
        svg::read(&[0xff, 0xfe, b'<']),
        Err(BakeError::NotSvg(_))
    ));
}

/// Old bakers compressed, and wrote the plain kinds of text chunk.
#[test]
fn every_kind_of_text_chunk_is_read() {
    let json = "{\"ä\":1}";
    for (kind, data) in [
        (
            b"iTXt",
            [&b"openbadges\0\0\0\0\0"[..], json.as_bytes()].concat(),
        ),
        (
            b"iTXt",
            [&b"openbadges\0\x01\0en\0x\0"[..], &zlib(json.as_bytes())].concat(),
        ),
        (
            b"zTXt",
            [&b"openbadges\0\0"[..], &zlib(json.as_bytes())].concat(),
        ),
        // Latin-1 by the letter of the standard; both are found.
        (b"tEXt", [&b"openbadges\0"[..], json.as_bytes()].concat()),
        (b"tEXt", b"openbadges\0{\"\xe4\":1}".to_vec()),
    ] {
        let read = png::read(&picture(&[chunk(kind, &data)])).unwrap();
        assert_eq!((read.version, read.text.as_str()), (Version::V2, json));
    }
    let address = chunk(b"tEXt", b"openbadges\0https://example.org/a");
    assert_eq!(
        png::read(&picture(&[address])).unwrap().text,
        "https://example.org/a"
    );
    let odd = chunk(b"zTXt", b"openbadges\0\x07abc");
    assert!(matches!(
        png::read(&picture(&[odd])),
        Err(BakeError::Chunk { .. })
    ));
}

#[test]
fn both_versions_live_in_one_picture() {
    let first = png::bake(&picture(&[]), "{\"v\":2}", Version::V2, Existing::Refuse).unwrap();
    let both = png::bake(&first, "{\"v\":3}", Version::V3, Existing::Refuse).unwrap();
    let texts: Vec<_> = png::read_all(&both)
        .unwrap()
        .into_iter()
        .map(|b| (b.version, b.text))
        .collect();
    assert_eq!(
        texts,
        [
            (Version::V3, "{\"v\":3}".into()),
            (Version::V2, "{\"v\":2}".into())
        ]
    );
    assert_eq!(png::read(&both).unwrap().version, Version::V3);
    assert_eq!(png::read_all(&picture(&[])), Ok(vec![]));
    let first = svg::bake(
        SVG.as_bytes(),
        "{\"v\":2}",
        Some("https://example.org/a"),
        Version::V2,
        Existing::Refuse,
    )
    .unwrap();
    let both = svg::bake(&first, "{\"v\":3}", None, Version::V3, Existing::Refuse).unwrap();
    let versions: Vec<_> = svg::read_all(&both)
        .unwrap()
        .into_iter()
        .map(|b| (b.version, b.text))
        .collect();
    assert_eq!(
        versions,
        [
            (Version::V3, "{\"v\":3}".into()),
            (Version::V2, "{\"v\":2}".into())
        ]
    );
}

#[test]
fn ten_thousand_chunks_and_bombs_are_no_trouble() {
    let many: Vec<_> = (0..10_000).map(|_| chunk(b"tEXt", b"Comment\0x")).collect();
    assert_eq!(png::read(&picture(&many)), Err(BakeError::NoBadge));
    let bomb = zlib(&vec![b' '; 64 << 20]);
    for data in [
        (
            b"iTXt",
            [&b"openbadgecredential\0\x01\0\0\0"[..], &bomb].concat(),
        ),
        (b"zTXt", [&b"openbadgecredential\0\0"[..], &bomb].concat()),
    ] {
        let read = png::read(&picture(&[chunk(data.0, &data.1)]));
        assert!(matches!(read, Err(BakeError::Chunk { .. })), "{read:?}");
    }
}

fn pdf_with(objects: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    for (number, (dictionary, data)) in objects.iter().enumerate() {
        out.extend(format!("{} 0 obj\n{dictionary}\nstream\n", number + 1).into_bytes());
        out.extend_from_slice(data);
        out.extend(b"\nendstream\nendobj\n");
    }
    out.extend(b"trailer << /Root 1 0 R >>\n%%EOF\n");
    out
}

#[test]
fn a_credential_in_a_pdf_is_read() {
    let json = br#"{"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential"]}"#;
    let text = String::from_utf8(json.to_vec()).unwrap();
    let noise = ("<< /Length 4 >>", b"q Q ".to_vec());
    let other = ("<< /Type /EmbeddedFile /Length 5 >>", b"a,b,c".to_vec());
    let plain = format!(
        "<< /Type /EmbeddedFile /Subtype /application#2Fld+json /Length {} >>",
        json.len()
    );
    let packed = (
        "<< /Type /EmbeddedFile /Filter /FlateDecode /Length 9 0 R >>",
        zlib(json),
    );
    for objects in [
        vec![noise.clone(), (plain.as_str(), json.to_vec())],
        vec![other.clone(), noise.clone(), packed.clone()],
    ] {
        let read = pdf::read(&pdf_with(&objects)).unwrap();
        assert_eq!(
            (read.version, read.text.as_str(), read.more),
            (Version::V3, text.as_str(), false)
        );
    }
    let twice = pdf::read(&pdf_with(&[packed.clone(), packed])).unwrap();
    assert!(twice.more);
    assert_eq!(
        pdf::read(&pdf_with(&[noise, other])),
        Err(BakeError::NoBadge)
    );
    assert_eq!(pdf::read(b"plain"), Err(BakeError::NotPdf));
    // A bomb ends at the limit, and its beginning is no badge.
    let bomb = (
        "<< /Type /EmbeddedFile /Filter /FlateDecode >>",
        zlib(&vec![b' '; 64 << 20]),
    );
    assert_eq!(pdf::read(&pdf_with(&[bomb])), Err(BakeError::NoBadge));
}

/// A file of nothing but the words that the reader looks for takes linear time.
#[test]
fn a_pdf_of_nothing_but_streams_is_read_in_time() {
    let hostile = [
        &b"%PDF-1.7\n"[..],
        &b"1 0 obj<</EmbeddedFile>>stream\n".repeat(100_000),
    ]
    .concat();
    assert_eq!(pdf::read(&hostile), Err(BakeError::NoBadge));
    let hostile = [&b"%PDF-1.7\n"[..], &b"stream ".repeat(400_000)].concat();
    assert_eq!(pdf::read(&hostile), Err(BakeError::NoBadge));
}

proptest! {
    #[test]
    fn what_is_baked_is_read(text in "\\{[^\\x00-\\x08\\x0b\\x0c\\x0d\\x0e-\\x1f\\x7f\u{fffe}\u{ffff}]{0,200}\\}") {
        let baked = png::bake(&picture(&[]), &text, Version::V3, Existing::Refuse).unwrap();
        prop_assert_eq!(&png::read(&baked).unwrap().text, &text);
        let baked = svg::bake(SVG.as_bytes(), &text, None, Version::V3, Existing::Refuse).unwrap();
        prop_assert_eq!(&svg::read(&baked).unwrap().text, &text);
    }

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), at in 0usize..200, byte: u8) {
        let _ = png::read(&bytes);
        let _ = svg::read(&bytes);
        let mut bent = png::bake(&picture(&[]), "{}", Version::V3, Existing::Refuse).unwrap();
        let at = at % bent.len();
        bent[at] = byte;
        let _ = png::read(&bent);
        let mut bent = svg::bake(SVG.as_bytes(), "{}", None, Version::V3, Existing::Refuse).unwrap();
        let at = at % bent.len();
        bent[at] = byte;
        let _ = svg::read(&bent);
    }
}
