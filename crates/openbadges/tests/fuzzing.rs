//! The bodies of the fuzz targets over mutated samples: a bounded count, the same in every run.

use openbadges::bake::{Existing, Version, png, svg};
use openbadges::context::Contexts;
use openbadges::key::secret::{Curve, Ecdsa};
use openbadges::ob2::{self, Addresses};
use openbadges::proof::sd;
use openbadges::status::Bitstring;
use serde_json::json;

use crate::bodies;
use crate::generated::Generator;
use crate::plain_terms::vendor_badge;
use crate::support::{badge, sign, stamp, standards, status_list};

/// Marsaglia's xorshift: enough to choose where to bite.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }
}

fn samples() -> Vec<Vec<u8>> {
    let signed = sign(badge());
    let addresses = Addresses {
        assertion: "https://badges.example.org/ob2/1".into(),
        badge_class: "https://badges.example.org/ob2/b/1".into(),
        issuer: "https://badges.example.org/ob2/i/1".into(),
    };
    let hosted = ob2::assertion(&badge(), &addresses, None).unwrap();
    let old = json!({"uid": "1", "recipient": "a@example.org", "badge": {"name": "x"}, "verify": {"type": "hosted", "url": "https://x.example/1"}});
    let options = sd::Options {
        verification_method: "did:web:badges.example.org#key-2".into(),
        created: stamp("2026-01-31T12:00:00Z"),
        mandatory: vec!["/issuer".into()],
        proof_key: Ecdsa::from_scalar(Curve::P256, &[7; 32]).unwrap(),
        hmac_key: [3; 32],
    };
    let selective = sd::prepare(badge(), &options, &Contexts::bundled())
        .unwrap()
        .attach(&[5; 64]);
    let token = openbadges::proof::jwt::prepare(
        &badge(),
        "https://x.example/k",
        openbadges::proof::jwt::Algorithm::EdDsa,
    )
    .unwrap()
    .attach(&[1; 64]);
    let text = signed.to_string();
    let picture = {
        let chunk = |kind: &[u8; 4], data: &[u8]| {
            let mut crc = crc32fast::Hasher::new();
            crc.update(kind);
            crc.update(data);
            let length = u32::try_from(data.len()).unwrap().to_be_bytes();
            [&length[..], kind, data, &crc.finalize().to_be_bytes()].concat()
        };
        [
            b"\x89PNG\r\n\x1a\n".to_vec(),
            chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]),
            chunk(b"IEND", &[]),
        ]
        .concat()
    };
    let drawing = b"<svg xmlns='http://www.w3.org/2000/svg'><g/></svg>";
    let pdf = format!(
        "%PDF-1.7\n1 0 obj\n<< /Type /EmbeddedFile /Length {} >>\nstream\n{text}\nendstream\nendobj\n",
        text.len()
    );
    let mut samples = vec![
        png::bake(&picture, &text, Version::V3, Existing::Refuse).unwrap(),
        svg::bake(drawing, &text, None, Version::V3, Existing::Refuse).unwrap(),
        svg::bake(drawing, &token, None, Version::V3, Existing::Refuse).unwrap(),
        pdf.into_bytes(),
        status_list(&[3]).to_string().into_bytes(),
        Bitstring::new(131_072).unwrap().encode().into_bytes(),
        hosted.to_string().into_bytes(),
        old.to_string().into_bytes(),
        selective.to_string().into_bytes(),
        token.into_bytes(),
        text.into_bytes(),
        sign(vendor_badge()).to_string().into_bytes(),
    ];
    // Small ones that use everything JSON-LD has.
    samples.extend((1..20).map(|seed| Generator::new(seed).document().to_string().into_bytes()));
    if let Some(folder) = standards() {
        for name in [
            "ob30/spec-examples/complete-open-badge-credential.json",
            "clr20/simple.json",
            "baking-ob20/baked_example.svg",
        ] {
            samples.extend(std::fs::read(folder.join("vectors").join(name)));
        }
    }
    samples
}

/// One of the ways to bend bytes.
fn mutated(sample: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = sample.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len());
        match dice.below(7) {
            0 if !bytes.is_empty() => bytes[at] = u8::try_from(dice.below(256)).unwrap(),
            1 if !bytes.is_empty() => bytes[at] ^= 1 << dice.below(8),
            2 => bytes.truncate(at),
            3 => bytes.insert(
                at.min(bytes.len()),
                b"\"{}[],:\\<>&;%\0\xff"[dice.below(15)],
            ),
            4 => {
                let end = (at + dice.below(40)).min(bytes.len());
                bytes.drain(at.min(end)..end);
            }
            5 => {
                let from = dice.below(other.len());
                let piece = &other[from..(from + dice.below(60)).min(other.len())];
                bytes.splice(
                    at.min(bytes.len())..at.min(bytes.len()),
                    piece.iter().copied(),
                );
            }
            _ => {
                let end = (at + dice.below(60)).min(bytes.len());
                let piece = bytes[at.min(end)..end].to_vec();
                bytes.splice(at.min(end)..at.min(end), piece);
            }
        }
    }
    bytes
}

#[test]
fn no_bent_sample_panics_hangs_or_passes() {
    let samples = samples();
    let mut dice = Dice(0x5eed_0001);
    for (name, body) in bodies::ALL {
        for sample in &samples {
            // What a good status list of 16 KiB unpacks to is no news after the first time.
            if sample.len() < 100_000 && (name != "verification" || sample.len() < 20_000) {
                body(sample);
            }
        }
        let rounds = if matches!(name, "documents" | "verification" | "proofs") {
            400
        } else {
            2_000
        };
        for _ in 0..rounds {
            let sample = &samples[dice.below(samples.len())];
            let other = &samples[dice.below(samples.len())];
            body(&mutated(sample, other, &mut dice));
        }
    }
}

/// Random bytes behind each magic number.
#[test]
fn noise_behind_a_good_beginning_is_refused() {
    let mut dice = Dice(0x5eed_0002);
    for begin in [
        &b"\x89PNG\r\n\x1a\n"[..],
        b"<svg xmlns='http://www.w3.org/2000/svg'>",
        b"%PDF-1.7\n",
        b"{\"@context\":",
        b"eyJhbGciOiJFZERTQSJ9.",
        b"uH4sI",
    ] {
        for _ in 0..100 {
            let mut bytes = begin.to_vec();
            bytes.extend((0..dice.below(200)).map(|_| u8::try_from(dice.below(256)).unwrap()));
            for (_, body) in bodies::ALL {
                body(&bytes);
            }
        }
    }
}
