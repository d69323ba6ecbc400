//! What inputs for one prover are encrypted to.

/// An X25519 public key.
pub type InputKey = [u8; 32];

/// The text of a key as [age](https://age-encryption.org) writes recipients: Bech32 with the prefix `age`.
#[cfg(feature = "std")]
pub mod recipient {
    use super::InputKey;
    use bech32::{primitives::decode::CheckedHrpstring, Bech32, Hrp};

    const PREFIX: &str = "age";

    /// The text of a key.
    pub fn encode(key: &InputKey) -> String {
        let prefix = Hrp::parse_unchecked(PREFIX);
        // Bech32 refuses texts that are longer than 1,023 characters only.
        bech32::encode::<Bech32>(prefix, key).unwrap_or_default()
    }

    /// The key of a text; `None` if it is no recipient of one X25519 key.
    pub fn decode(text: &str) -> Option<InputKey> {
        let checked = CheckedHrpstring::new::<Bech32>(text).ok()?;
        let bytes: Vec<u8> = checked.byte_iter().collect();
        (checked.hrp().to_lowercase() == PREFIX)
            .then(|| InputKey::try_from(bytes).ok())
            .flatten()
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        // The recipient that age's specification (C2SP, age.md, "X25519 recipient stanza") gives with its secret key.
        const TEXT: &str = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";

        #[test]
        fn key_should_be_written_as_it_was_read_when_it_is_a_recipient() {
            let key = decode(TEXT).unwrap();
            assert_eq!(encode(&key), TEXT);
        }

        #[test]
        fn text_should_be_refused_when_it_is_no_recipient() {
            let altered = TEXT.replacen("zv", "zw", 1);
            let other_prefix = bech32::encode::<Bech32>(Hrp::parse_unchecked("agf"), &[1; 32]).unwrap();
            let shorter = bech32::encode::<Bech32>(Hrp::parse_unchecked("age"), &[1; 31]).unwrap();
            for text in ["", "age1", &altered, &other_prefix, &shorter] {
                assert_eq!(decode(text), None, "{text}");
            }
        }
    }
}
