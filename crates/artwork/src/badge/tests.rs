use super::*;
use crate::colour::Colour;
use crate::design::{Level, Silhouette};
use crate::render::{closed_options, raster, render_png};
use resvg::usvg;

const SCRIPTS: [(&str, &str, &str); 10] = [
    (
        "Professional in Strategic Bid and Proposal Management",
        "International Association of Proposal Management Professionals",
        "Professional",
    ),
    (
        "Πιστοποιημένος Επαγγελματίας",
        "Ελληνική Εταιρεία Βοτανικής",
        "Ειδικός",
    ),
    (
        "Сертифікований фахівець",
        "Товариство ботаніків",
        "Фахівець",
    ),
    ("خبير معتمد في إدارة العطاءات", "الجمعية المهنية", "خبير"),
    ("מומחית מוסמכת רמה 2", "האגודה לניהול פרויקטים", "מומחית"),
    ("प्रमाणित परियोजना विशेषज्ञ", "भारतीय प्रबंधन संस्था", "विशेषज्ञ"),
    ("上級認定提案管理専門家", "日本提案管理協会", "上級"),
    ("高级注册项目管理师", "中国项目管理协会", "高级"),
    (
        "ผู้เชี่ยวชาญด้านการจัดการข้อเสนอ",
        "สมาคมผู้จัดการโครงการ",
        "ชำนาญการ",
    ),
    ("공인 프로젝트 전문가", "한국 프로젝트 협회", "전문가"),
];

fn level(silhouette: Silhouette, rank: u8, of: u8) -> Design {
    let accent = Colour::rgb(0x2b, 0x4a, 0xcb);
    let mut design = Design::default_for(
        "Certified Practitioner",
        "Guild of Proposal Managers",
        accent,
        rank,
        of,
    )
    .with_level_word("Practitioner");
    design.silhouette = silhouette;
    design
}

fn tree(svg: &str) -> usvg::Tree {
    usvg::Tree::from_str(svg, &closed_options()).unwrap()
}

/// The picture on a ground, as red, green and blue.
fn on_ground(svg: &str, size: u32, ground: Colour) -> Vec<Colour> {
    let pixmap = raster(&tree(svg), size, size).unwrap();
    let over = |part: u8, under: u8, alpha: u8| {
        (u16::from(part) + u16::from(under) * (255 - u16::from(alpha)) / 255).min(255) as u8
    };
    pixmap
        .pixels()
        .iter()
        .map(|p| {
            Colour::rgb(
                over(p.red(), ground.red, p.alpha()),
                over(p.green(), ground.green, p.alpha()),
                over(p.blue(), ground.blue, p.alpha()),
            )
        })
        .collect()
}

fn apart(a: &[Colour], b: &[Colour]) -> f32 {
    let differs = |(a, b): (&Colour, &Colour)| {
        f32::from(a.red.abs_diff(b.red))
            + f32::from(a.green.abs_diff(b.green))
            + f32::from(a.blue.abs_diff(b.blue))
    };
    a.iter().zip(b).map(differs).sum::<f32>() / (a.len() as f32 * 765.0)
}

// M18
#[test]
fn title_and_issuer_are_on_the_picture_and_told_to_those_who_cannot_see_it() {
    let fonts = Fonts::bundled();
    let svg = badge_svg(&fonts, &level(Silhouette::Shield, 2, 3));
    assert!(svg.contains(">Certified Practitioner</title>"));
    assert!(svg.contains(">Practitioner. Guild of Proposal Managers</desc>"));
    assert!(svg.contains(r#"role="img""#));
    let mut other = level(Silhouette::Shield, 2, 3);
    other.title = "Certified Professional".to_owned();
    let (a, b) = (
        on_ground(&svg, 90, Colour::PAPER),
        on_ground(&badge_svg(&fonts, &other), 90, Colour::PAPER),
    );
    assert!(
        apart(&a, &b) > 0.001,
        "another title is another picture even at 90 pixels"
    );
    other = level(Silhouette::Shield, 2, 3);
    other.issuer = "Plant Society".to_owned();
    assert_ne!(a, on_ground(&badge_svg(&fonts, &other), 90, Colour::PAPER));
}

// C15
#[test]
fn names_with_special_characters_are_escaped_and_drawn() {
    let fonts = Fonts::bundled();
    let mut design = level(Silhouette::Hexagon, 1, 2);
    design.title = "R&D <Lead> “Ÿ”\u{0}\u{202E}".to_owned();
    let svg = badge_svg(&fonts, &design);
    assert!(
        svg.contains("R&amp;D &lt;Lead&gt; “Ÿ”</title>"),
        "{svg:.400}"
    );
    tree(&svg);
}

#[test]
fn every_silhouette_draws_every_script_without_fonts_or_references_and_stays_small() {
    let fonts = Fonts::bundled();
    for silhouette in Silhouette::ALL {
        for (number, (title, issuer, word)) in SCRIPTS.into_iter().enumerate() {
            let mut design = Design::default_for(
                title,
                issuer,
                Colour::rgb(0x1c, 0x6b, 0x4f),
                number as u8 % 4 + 1,
                4,
            )
            .with_level_word(word);
            design.silhouette = silhouette;
            assert_eq!(design.problems(&fonts), vec![], "{title}");
            let svg = badge_svg(&fonts, &design);
            assert!(
                svg.len() < 60_000,
                "{silhouette:?} {title}: {} bytes",
                svg.len()
            );
            for word in [
                "<text",
                "font-family",
                "http://",
                "https://",
                "<style",
                "<script",
                "NaN",
                "inf",
            ] {
                assert!(
                    !svg.replace("http://www.w3.org/2000/svg", "").contains(word),
                    "{word} in {silhouette:?} {title}"
                );
            }
            let bounds = tree(&svg).root().abs_layer_bounding_box();
            assert!(
                bounds.left() >= 0.0
                    && bounds.top() >= 0.0
                    && bounds.right() <= 600.0
                    && bounds.bottom() <= 600.0,
                "{silhouette:?} {title}: {bounds:?}"
            );
        }
    }
}

#[test]
fn levels_of_one_progression_share_the_outline_and_can_be_told_apart_at_90_pixels() {
    let fonts = Fonts::bundled();
    for silhouette in Silhouette::ALL {
        let levels: Vec<Vec<Colour>> = (1..=4)
            .map(|rank| {
                on_ground(
                    &badge_svg(&fonts, &level(silhouette, rank, 4)),
                    90,
                    Colour::PAPER,
                )
            })
            .collect();
        for (rank, a) in levels.iter().enumerate() {
            for (below, b) in levels[..rank].iter().enumerate() {
                assert!(
                    apart(a, b) > 0.015,
                    "{silhouette:?}: levels {} and {} are {} apart",
                    below + 1,
                    rank + 1,
                    apart(a, b)
                );
            }
        }
    }
}

#[test]
fn the_rank_is_the_number_of_bands() {
    let fonts = Fonts::bundled();
    for silhouette in Silhouette::ALL {
        let count = |rank| {
            badge_svg(&fonts, &level(silhouette, rank, 8))
                .matches("<rect")
                .count()
        };
        let per_rank = if silhouette == Silhouette::Seal { 2 } else { 1 };
        for rank in 1..=8u8 {
            assert_eq!(
                count(rank) - count(1),
                usize::from(rank - 1) * per_rank,
                "{silhouette:?} {rank}"
            );
        }
    }
}

#[test]
fn silhouettes_differ_and_stand_out_from_paper_and_from_night() {
    let fonts = Fonts::bundled();
    let pictures: Vec<_> = Silhouette::ALL
        .map(|s| on_ground(&badge_svg(&fonts, &level(s, 3, 4)), 90, Colour::PAPER))
        .into();
    for (number, a) in pictures.iter().enumerate() {
        for b in &pictures[..number] {
            assert!(apart(a, b) > 0.03);
        }
    }
    for ground in [Colour::PAPER, Colour::NIGHT] {
        for silhouette in Silhouette::ALL {
            for rank in 0..=4u8 {
                let design = if rank == 0 {
                    Design {
                        level: None,
                        ..level(silhouette, 1, 1)
                    }
                } else {
                    level(silhouette, rank, 4)
                };
                let picture = on_ground(&badge_svg(&fonts, &design), 90, ground);
                // From each side towards the middle, something that can be told from the ground comes within the first third.
                let row = |x: usize| picture[45 * 90 + x];
                let seen = |mut columns: Box<dyn Iterator<Item = usize>>| {
                    columns.any(|x| row(x).contrast(ground) >= 2.2)
                };
                assert!(
                    seen(Box::new(0..30)) && seen(Box::new((60..90).rev())),
                    "{silhouette:?} rank {rank} on {ground}"
                );
            }
        }
    }
}

#[test]
fn ink_that_cannot_be_read_is_corrected_in_the_drawing() {
    let fonts = Fonts::bundled();
    let mut design = level(Silhouette::Medallion, 1, 3);
    design.colours.ink = design.colours.field;
    assert_eq!(
        badge_svg(&fonts, &design),
        badge_svg(&fonts, &design.clone().corrected())
    );
}

#[test]
fn the_same_design_is_the_same_bytes_and_ids_of_two_designs_do_not_meet() {
    let fonts = Fonts::bundled();
    let (a, b) = (
        badge_svg(&fonts, &level(Silhouette::Seal, 1, 3)),
        badge_svg(&fonts, &level(Silhouette::Seal, 2, 3)),
    );
    assert_eq!(
        a,
        badge_svg(&Fonts::bundled(), &level(Silhouette::Seal, 1, 3))
    );
    assert_eq!(render_png(&a, 90).unwrap(), render_png(&a, 90).unwrap());
    let ids = |svg: &str| {
        svg.split(r#" id=""#)
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert!(ids(&a).len() >= 4);
    assert!(ids(&a).iter().all(|id| !ids(&b).contains(id)));
}

#[test]
fn a_design_that_was_never_checked_is_still_drawn() {
    let fonts = Fonts::bundled();
    let mut design = level(Silhouette::Bar, 9, 3);
    design.title = "🚀".repeat(300);
    design.issuer = String::new();
    design.emblem = Emblem::Icon("no such icon".to_owned());
    design.level = Some(Level {
        word: "x".repeat(200),
        rank: 255,
        of: 0,
    });
    for silhouette in Silhouette::ALL {
        design.silhouette = silhouette;
        tree(&badge_svg(&fonts, &design));
    }
}

#[test]
fn sizes_outside_the_range_are_refused() {
    let svg = badge_svg(&Fonts::bundled(), &level(Silhouette::Bar, 1, 2));
    for size in [0, 5000] {
        assert!(
            render_png(&svg, size)
                .unwrap_err()
                .to_string()
                .contains(&size.to_string())
        );
    }
    assert!(render_png("<svg", 90).is_err());
}
