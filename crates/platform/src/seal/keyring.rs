//! The keys of one service, derived from the secret in its configuration.

use std::{fmt, sync::Arc};

use aws_lc_rs::{aead::LessSafeKey, hkdf, hmac};
use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use serde::{Serialize, de::DeserializeOwned};
use zeroize::Zeroizing;

use super::{DataKey, Place, SealError, cipher, data_key};
use crate::secret::Secret;

/// Shortest secret: bytes when it is base64 or hex, characters when it is a passphrase.
const SHORTEST: usize = 32;
/// A secret with fewer different bytes than this was not made by chance.
const FEWEST_DIFFERENT: usize = 8;
const KEY_ID_LEN: usize = 8;

type KeyId = [u8; KEY_ID_LEN];

/// The keys of one service: wraps data keys, seals rows that belong to no person, and computes blind indexes.
/// Cheap to clone. Two services given the same secret get unrelated keys.
#[derive(Clone)]
pub struct Keyring {
    keys: Arc<Keys>,
}

struct Keys {
    service: String,
    current: Generation,
    previous: Vec<Generation>,
}

/// What one configured secret gives.
struct Generation {
    id: KeyId,
    wrapping: LessSafeKey,
    rows: LessSafeKey,
    index: hmac::Key,
}

impl Keyring {
    /// Derives the keys of `service`. Everything new is sealed under `current`; what `previous` secrets sealed
    /// still opens. A secret is base64 or hex of at least 32 bytes, or a passphrase of at least 32 characters;
    /// white space around it is ignored.
    ///
    /// A passphrase is not stretched: choose a long random one.
    ///
    /// # Errors
    /// [`SealError::WeakSecret`] or [`SealError::Monotonous`], naming the secret that is too weak.
    pub fn new(
        service: &str,
        current: &Secret<String>,
        previous: &[Secret<String>],
    ) -> Result<Self, SealError> {
        let current = Generation::derive(service, "current", current)?;
        let previous = previous
            .iter()
            .enumerate()
            .map(|(at, secret)| {
                Generation::derive(service, &format!("previous #{}", at + 1), secret)
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            keys: Arc::new(Keys {
                service: service.to_owned(),
                current,
                previous,
            }),
        })
    }

    /// A fresh random key for `owner`, and its wrapped form to be stored. Whoever opens it must name the same
    /// owner.
    ///
    /// # Errors
    /// None today; the signature leaves room for a key service that may be away.
    pub fn new_data_key(&self, owner: &str) -> Result<(DataKey, Vec<u8>), SealError> {
        let bytes = Zeroizing::new(cipher::random::<32>());
        Ok((DataKey::from_bytes(&bytes), self.wrap(owner, &bytes)))
    }

    /// Opens a wrapped key with the key-encryption key its header names, current or previous.
    ///
    /// # Errors
    /// [`SealError::Malformed`], [`SealError::UnknownKey`] when its secret is no longer configured, or
    /// [`SealError::Refused`] for another owner or changed bytes.
    pub fn open_data_key(&self, owner: &str, wrapped: &[u8]) -> Result<DataKey, SealError> {
        Ok(DataKey::from_bytes(&*self.unwrap_key(owner, wrapped)?))
    }

    /// The same data key wrapped by the current secret, or none when it already is. What the key sealed stays
    /// as it is.
    ///
    /// # Errors
    /// As [`Keyring::open_data_key`].
    pub fn rewrap(&self, owner: &str, wrapped: &[u8]) -> Result<Option<Vec<u8>>, SealError> {
        let bytes = self.unwrap_key(owner, wrapped)?;
        let newest = wrapped[1..].starts_with(&self.keys.current.id);
        Ok((!newest).then(|| self.wrap(owner, &bytes)))
    }

    /// Seals bytes that belong to no person, under a key of the whole service.
    pub fn seal(&self, place: &Place<'_>, plain: &[u8]) -> Vec<u8> {
        let key = &self.keys.current;
        cipher::seal(&key.rows, &key.header(), &place.authenticated(), plain)
    }

    /// Opens what [`Keyring::seal`] made for the same place, under the current or a previous secret.
    ///
    /// # Errors
    /// [`SealError::Malformed`], [`SealError::UnknownKey`] or [`SealError::Refused`].
    pub fn open(&self, place: &Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (key, rest) = self.key_of(&place.to_string(), sealed)?;
        cipher::open(&key.rows, &place.authenticated(), rest).ok_or_else(|| SealError::Refused {
            what: place.to_string(),
        })
    }

    /// Seals text that belongs to no person.
    pub fn seal_text(&self, place: &Place<'_>, plain: &str) -> Vec<u8> {
        self.seal(place, plain.as_bytes())
    }

    /// Opens text sealed by [`Keyring::seal_text`].
    ///
    /// # Errors
    /// As [`Keyring::open`], and [`SealError::Unreadable`] when the bytes are no UTF-8.
    pub fn open_text(&self, place: &Place<'_>, sealed: &[u8]) -> Result<String, SealError> {
        data_key::text(place, self.open(place, sealed)?)
    }

    /// Seals a value as JSON.
    ///
    /// # Errors
    /// [`SealError::Unwritable`] when the value cannot be written as JSON.
    pub fn seal_json<T: Serialize + ?Sized>(
        &self,
        place: &Place<'_>,
        value: &T,
    ) -> Result<Vec<u8>, SealError> {
        Ok(self.seal(place, &data_key::write_json(place, value)?))
    }

    /// Opens a value sealed by [`Keyring::seal_json`].
    ///
    /// # Errors
    /// As [`Keyring::open`], and [`SealError::Unreadable`] when the JSON is not a `T`.
    pub fn open_json<T: DeserializeOwned>(
        &self,
        place: &Place<'_>,
        sealed: &[u8],
    ) -> Result<T, SealError> {
        data_key::read_json(place, self.open(place, sealed)?)
    }

    /// The value sealed anew under the current secret, or none when it already is.
    ///
    /// # Errors
    /// As [`Keyring::open`].
    pub fn reseal(&self, place: &Place<'_>, sealed: &[u8]) -> Result<Option<Vec<u8>>, SealError> {
        let plain = Zeroizing::new(self.open(place, sealed)?);
        let newest = sealed[1..].starts_with(&self.keys.current.id);
        Ok((!newest).then(|| self.seal(place, &plain)))
    }

    /// The blind index of a value: equal values of one purpose and tenant give equal 32 bytes, and nothing can
    /// be told from them without the secret. The value is taken as it is: normalize it first ([`super::fold`]).
    pub fn blind(&self, purpose: &str, tenant: &str, value: &str) -> Vec<u8> {
        self.keys.current.blind(purpose, tenant, value)
    }

    /// The blind indexes the value had under the previous secrets, newest secret first: what a look-up must also
    /// ask for until every row is indexed anew.
    pub fn blind_previous(&self, purpose: &str, tenant: &str, value: &str) -> Vec<Vec<u8>> {
        self.keys
            .previous
            .iter()
            .map(|generation| generation.blind(purpose, tenant, value))
            .collect()
    }

    /// The id of the current key-encryption key in hex: it may be shown and logged.
    pub fn key_id(&self) -> String {
        hex(&self.keys.current.id)
    }

    fn wrap(&self, owner: &str, bytes: &[u8; 32]) -> Vec<u8> {
        let key = &self.keys.current;
        cipher::seal(&key.wrapping, &key.header(), &owner_data(owner), bytes)
    }

    fn unwrap_key(&self, owner: &str, wrapped: &[u8]) -> Result<Zeroizing<[u8; 32]>, SealError> {
        let what = format!("the data key of {owner}");
        let (key, rest) = self.key_of(&what, wrapped)?;
        let Some(plain) = cipher::open(&key.wrapping, &owner_data(owner), rest) else {
            return Err(SealError::Refused { what });
        };
        let plain = Zeroizing::new(plain);
        match <[u8; 32]>::try_from(plain.as_slice()) {
            Ok(bytes) => Ok(Zeroizing::new(bytes)),
            Err(_) => Err(SealError::Malformed { what }),
        }
    }

    /// The generation named in the header, and what follows the header.
    fn key_of<'a>(
        &self,
        what: &str,
        sealed: &'a [u8],
    ) -> Result<(&Generation, &'a [u8]), SealError> {
        let malformed = || SealError::Malformed {
            what: what.to_owned(),
        };
        let [cipher::VERSION, rest @ ..] = sealed else {
            return Err(malformed());
        };
        let (id, rest) = rest
            .split_first_chunk::<KEY_ID_LEN>()
            .ok_or_else(malformed)?;
        std::iter::once(&self.keys.current)
            .chain(&self.keys.previous)
            .find(|generation| generation.id == *id)
            .map(|generation| (generation, rest))
            .ok_or_else(|| SealError::UnknownKey {
                what: what.to_owned(),
                key: hex(id),
            })
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keyring")
            .field("service", &self.keys.service)
            .field("key_id", &self.key_id())
            .field("previous", &self.keys.previous.len())
            .finish()
    }
}

impl Generation {
    fn derive(service: &str, which: &str, secret: &Secret<String>) -> Result<Self, SealError> {
        let material = material(secret.expose().trim()).ok_or_else(|| SealError::WeakSecret {
            service: service.to_owned(),
            which: which.to_owned(),
        })?;
        let mut different = [false; 256];
        for byte in material.iter() {
            different[usize::from(*byte)] = true;
        }
        if different.iter().filter(|seen| **seen).count() < FEWEST_DIFFERENT {
            return Err(SealError::Monotonous {
                service: service.to_owned(),
                which: which.to_owned(),
            });
        }
        let root = hkdf::Salt::new(hkdf::HKDF_SHA256, b"accolade").extract(&material);
        let purpose = |name: &str| format!("accolade {name} {service}");
        Ok(Self {
            id: expand(&root, &purpose("kek id")),
            wrapping: cipher::key(&Zeroizing::new(expand(&root, &purpose("kek")))),
            rows: cipher::key(&Zeroizing::new(expand(&root, &purpose("rows")))),
            index: hmac::Key::new(
                hmac::HMAC_SHA256,
                &*Zeroizing::new(expand::<32>(&root, &purpose("blind index"))),
            ),
        })
    }

    fn header(&self) -> [u8; 1 + KEY_ID_LEN] {
        let mut header = [cipher::VERSION; 1 + KEY_ID_LEN];
        header[1..].copy_from_slice(&self.id);
        header
    }

    fn blind(&self, purpose: &str, tenant: &str, value: &str) -> Vec<u8> {
        hmac::sign(&self.index, &cipher::join(&[purpose, tenant, value]))
            .as_ref()
            .to_vec()
    }
}

/// The additional data of a wrapped key.
fn owner_data(owner: &str) -> Vec<u8> {
    cipher::join(&["accolade data-key v1", owner])
}

/// The bytes of a configured secret: of hex, of base64 (either alphabet, padded or not), else the text itself.
fn material(secret: &str) -> Option<Zeroizing<Vec<u8>>> {
    let decoded = unhex(secret).or_else(|| {
        [alphabet::STANDARD, alphabet::URL_SAFE]
            .iter()
            .find_map(|alphabet| {
                GeneralPurpose::new(
                    alphabet,
                    GeneralPurposeConfig::new()
                        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
                )
                .decode(secret)
                .ok()
            })
            .map(Zeroizing::new)
    });
    decoded.filter(|bytes| bytes.len() >= SHORTEST).or_else(|| {
        (secret.chars().count() >= SHORTEST).then(|| Zeroizing::new(secret.as_bytes().to_vec()))
    })
}

fn unhex(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let digits = text
        .chars()
        .map(|digit| digit.to_digit(16).map(|value| value as u8))
        .collect::<Option<Vec<u8>>>()
        .map(Zeroizing::new)?;
    (digits.len() % 2 == 0).then(|| {
        Zeroizing::new(
            digits
                .chunks_exact(2)
                .map(|pair| (pair[0] << 4) | pair[1])
                .collect(),
        )
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Output length of an expansion.
struct Length(usize);

impl hkdf::KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

#[expect(
    clippy::expect_used,
    reason = "HKDF-SHA256 fails only beyond 255 blocks; this asks for one"
)]
fn expand<const N: usize>(root: &hkdf::Prk, info: &str) -> [u8; N] {
    let mut bytes = [0; N];
    root.expand(&[info.as_bytes()], Length(N))
        .and_then(|expanded| expanded.fill(&mut bytes))
        .expect("HKDF-SHA256 gives up to 255 blocks");
    bytes
}
