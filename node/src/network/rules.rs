//! What is refused in the file of a new network: keys that anybody has, keys that nobody proved to have, anything twice,
//! and stakes that are not there.

use super::file::NetworkFile;
use codec::{Decode, Encode};
use proofnet_runtime::{currency::UNIT, AccountId, Balance, SessionKeys};
use sc_network::config::MultiaddrWithPeerId;
use sp_core::{bytes::from_hex, crypto::Ss58Codec};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use sp_runtime::traits::OpaqueKeys;
use std::collections::{BTreeMap, BTreeSet};

/// What a validator keeps of its balance at least, in planck, so that it can pay for transactions.
const UNSTAKED: Balance = UNIT;
/// Digits of a PROOF after the point.
const DECIMALS: usize = 12;

/// A network that can begin.
#[derive(Debug)]
pub struct Checked {
    /// Validators.
    pub validators: Vec<Validator>,
    /// Planck by account.
    pub balances: BTreeMap<AccountId, Balance>,
    /// Where others find the network.
    pub boot_nodes: Vec<MultiaddrWithPeerId>,
    /// Planck of all accounts.
    pub issuance: Balance,
}

/// A validator whose keys are its own.
#[derive(Debug)]
pub struct Validator {
    /// Its account.
    pub account: AccountId,
    /// Its session keys.
    pub keys: SessionKeys,
    /// Planck that it stakes.
    pub stake: Balance,
}

/// Checks all of `network` but its `genesis`.
///
/// # Errors
/// The first thing that is wrong.
pub fn check(network: &NetworkFile) -> Result<Checked, String> {
    check_id(&network.id)?;
    if network.name.trim().is_empty() {
        return Err("`name` is empty".into());
    }
    let boot_nodes = network.boot_nodes.iter().map(|address| {
        address.parse().map_err(|error| {
            format!("boot node {address} is no address like /dns/NAME/tcp/30333/p2p/PEER: {error}")
        })
    });
    let boot_nodes = boot_nodes.collect::<Result<Vec<_>, _>>()?;
    let (balances, issuance) = balances(network)?;
    let validators = validators(network, &balances)?;
    Ok(Checked {
        validators,
        balances,
        boot_nodes,
        issuance,
    })
}

/// Whether folders can be called by `id`.
///
/// # Errors
/// It is not made of letters, digits, `_` and `-`.
pub fn check_id(id: &str) -> Result<&str, String> {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    if !id.is_empty() && id.chars().all(fits) {
        Ok(id)
    } else {
        Err(format!(
            "the id {id:?} must be made of letters, digits, _ and -: folders are called by it"
        ))
    }
}

fn balances(network: &NetworkFile) -> Result<(BTreeMap<AccountId, Balance>, Balance), String> {
    let public = well_known();
    let mut balances = BTreeMap::new();
    let mut issuance: Balance = 0;
    for holder in &network.holders {
        let account = account(&holder.account)?;
        refuse_well_known(&public, account.as_ref(), &holder.account)?;
        let balance = planck(&holder.balance)?;
        if balance < proofnet_runtime::currency::EXISTENTIAL_DEPOSIT {
            return Err(format!(
                "holder {} has less than the existential deposit, 0.001 PROOF",
                holder.account
            ));
        }
        issuance = issuance
            .checked_add(balance)
            .ok_or("all balances together are more than a balance can be")?;
        if balances.insert(account, balance).is_some() {
            return Err(format!("holder {} is there twice", holder.account));
        }
    }
    Ok((balances, issuance))
}

fn validators(
    network: &NetworkFile,
    balances: &BTreeMap<AccountId, Balance>,
) -> Result<Vec<Validator>, String> {
    let public = well_known();
    let mut accounts = BTreeSet::new();
    let mut keys_seen = BTreeSet::new();
    let mut validators = Vec::new();
    for entry in &network.validators {
        let name = &entry.account;
        let account = account(name)?;
        refuse_well_known(&public, account.as_ref(), name)?;
        if !accounts.insert(account.clone()) {
            return Err(format!("validator {name} is there twice"));
        }
        let keys = session_keys(&entry.session_keys).map_err(|error| format!("validator {name}: {error}"))?;
        for (key, kind) in keys.clone().into_raw_public_keys() {
            refuse_well_known(&public, &key, &format!("session key of {name}"))?;
            if !keys_seen.insert((kind.0, key)) {
                return Err(format!("validator {name} has a session key of another validator"));
            }
        }
        let proof =
            from_hex(&entry.proof).map_err(|error| format!("`proof` of validator {name}: {error}"))?;
        if !keys.ownership_proof_is_valid(&account.encode(), &proof) {
            return Err(format!(
                "validator {name} did not prove that the session keys are its own: take all three values from one run of \
                 `proofnet-node session-keys --owner {name}`"
            ));
        }
        let stake = planck(&entry.stake)?;
        let balance = balances.get(&account).copied().unwrap_or_default();
        if stake == 0 || balance < stake.saturating_add(UNSTAKED) {
            return Err(format!(
                "validator {name} stakes {} PROOF and has {} among the holders: it needs a stake, and 1 PROOF besides for fees",
                entry.stake,
                balance.checked_div(UNIT).unwrap_or_default()
            ));
        }
        validators.push(Validator { account, keys, stake });
    }
    if validators.is_empty() {
        return Err("there are no `[[validators]]`: nobody would make blocks".into());
    }
    Ok(validators)
}

/// Public keys whose secret halves are in the SDK's documentation.
fn well_known() -> BTreeSet<Vec<u8>> {
    let sr25519 = Sr25519Keyring::iter().map(|key| key.public().0.to_vec());
    let ed25519 = Ed25519Keyring::iter().map(|key| key.public().0.to_vec());
    sr25519.chain(ed25519).collect()
}

fn refuse_well_known(public: &BTreeSet<Vec<u8>>, key: &[u8], name: &str) -> Result<(), String> {
    if public.contains(key) {
        return Err(format!(
            "{name} is a well-known development key: anybody has its secret, so make another"
        ));
    }
    Ok(())
}

fn account(text: &str) -> Result<AccountId, String> {
    AccountId::from_string(text).map_err(|error| format!("account {text} is no address: {error:?}"))
}

fn session_keys(text: &str) -> Result<SessionKeys, String> {
    let bytes = from_hex(text).map_err(|error| format!("`session_keys`: {error}"))?;
    let mut rest = bytes.as_slice();
    match SessionKeys::decode(&mut rest) {
        Ok(keys) if rest.is_empty() => Ok(keys),
        _ => Err("`session_keys` is not 0x and 128 digits, a key for BABE and one for GRANDPA".into()),
    }
}

/// `text`, a number of PROOF with up to twelve decimals, in planck.
fn planck(text: &str) -> Result<Balance, String> {
    let wrong = || format!("{text:?} is no amount of PROOF like \"1000\" or \"0.5\", of at most 12 decimals");
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.chars().all(|digit| digit.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > DECIMALS {
        return Err(wrong());
    }
    let whole: Balance = whole.parse().map_err(|_| wrong())?;
    let part: Balance = format!("{part:0<DECIMALS$}").parse().map_err(|_| wrong())?;
    whole
        .checked_mul(UNIT)
        .and_then(|whole| whole.checked_add(part))
        .ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)] // Tests may panic.

    use super::*;
    use crate::network::file::{HolderEntry, ValidatorEntry};
    use sp_core::{bytes::to_hex, ed25519, sr25519, Pair};

    /// A validator made from `secret`, whose account and session keys have nothing to do with each other.
    fn validator(secret: &str) -> ValidatorEntry {
        let account = AccountId::from(sr25519::Pair::from_string(secret, None).unwrap().public());
        entry(
            &account,
            &format!("{secret}//babe"),
            &format!("{secret}//grandpa"),
        )
    }

    fn entry(account: &AccountId, babe: &str, grandpa: &str) -> ValidatorEntry {
        let babe = sr25519::Pair::from_string(babe, None).unwrap();
        let grandpa = ed25519::Pair::from_string(grandpa, None).unwrap();
        let statement = sp_core::proof_of_possession::statement_of_ownership(&account.encode());
        ValidatorEntry {
            account: account.to_ss58check(),
            session_keys: to_hex(&(babe.public(), grandpa.public()).encode(), false),
            proof: to_hex(&(babe.sign(&statement), grandpa.sign(&statement)).encode(), false),
            stake: "1000".into(),
        }
    }

    fn network(validators: Vec<ValidatorEntry>) -> NetworkFile {
        let holder = |entry: &ValidatorEntry| HolderEntry {
            account: entry.account.clone(),
            balance: "2000.5".into(),
        };
        NetworkFile {
            name: "Test".into(),
            id: "test".into(),
            protocol_id: None,
            boot_nodes: Vec::new(),
            holders: validators.iter().map(holder).collect(),
            validators,
            genesis: Default::default(),
        }
    }

    fn refused(network: &NetworkFile, why: &str) {
        let error = check(network).unwrap_err();
        assert!(error.contains(why), "{error}");
    }

    #[test]
    fn network_should_be_accepted_when_every_validator_owns_its_keys() {
        let checked = check(&network(vec![validator("//one"), validator("//two")])).unwrap();
        assert_eq!(checked.validators.len(), 2);
        assert_eq!(checked.validators[0].stake, 1_000 * UNIT);
        assert_eq!(checked.issuance, 4_001 * UNIT);
    }

    #[test]
    fn network_should_be_refused_when_an_account_is_a_development_key() {
        refused(&network(vec![validator("//Alice")]), "well-known development key");
        refused(
            &network(vec![validator("//Bob//stash")]),
            "well-known development key",
        );
    }

    #[test]
    fn network_should_be_refused_when_a_session_key_is_a_development_key() {
        let account = AccountId::from([7; 32]);
        refused(
            &network(vec![entry(&account, "//Alice", "//mine")]),
            "session key of",
        );
        refused(
            &network(vec![entry(&account, "//mine", "//Alice")]),
            "session key of",
        );
    }

    #[test]
    fn network_should_be_refused_when_a_proof_is_of_another_account() {
        let mut network = network(vec![validator("//one"), validator("//two")]);
        network.validators[0].proof = network.validators[1].proof.clone();
        refused(&network, "did not prove");
        network.validators[0].proof = "0x".into();
        refused(&network, "did not prove");
    }

    #[test]
    fn network_should_be_refused_when_anything_is_there_twice() {
        refused(&network(vec![validator("//one"), validator("//one")]), "twice");
        let mut with_holder = network(vec![validator("//one")]);
        with_holder.holders.push(with_holder.holders[0].clone());
        refused(&with_holder, "twice");
        let (one, two) = (AccountId::from([1; 32]), AccountId::from([2; 32]));
        let shared = network(vec![entry(&one, "//b", "//g"), entry(&two, "//b", "//h")]);
        refused(&shared, "a session key of another validator");
    }

    #[test]
    fn network_should_be_refused_when_a_stake_is_not_there() {
        let mut network = network(vec![validator("//one")]);
        network.validators[0].stake = "2000".into();
        refused(&network, "1 PROOF besides");
        network.validators[0].stake = "0".into();
        refused(&network, "needs a stake");
        network.holders.clear();
        refused(&network, "among the holders");
    }

    #[test]
    fn network_should_be_refused_when_it_has_no_validators_or_a_wrong_name() {
        refused(&network(Vec::new()), "no `[[validators]]`");
        for id in ["", "a/b", "..", "a b"] {
            let network = NetworkFile {
                id: id.into(),
                ..network(vec![validator("//one")])
            };
            refused(&network, "folders are called by it");
        }
    }

    #[test]
    fn network_should_be_refused_when_a_boot_node_is_no_address() {
        let mut network = network(vec![validator("//one")]);
        network.boot_nodes = vec!["example.com:30333".into()];
        refused(&network, "example.com:30333 is no address");
    }

    #[test]
    fn amount_should_be_read_to_the_last_planck_when_it_is_a_decimal_number() {
        assert_eq!(planck("1"), Ok(UNIT));
        assert_eq!(planck("0.000000000001"), Ok(1));
        assert_eq!(planck("1000000000.5"), Ok(1_000_000_000 * UNIT + UNIT / 2));
        for wrong in [
            "",
            ".5",
            "1.",
            "-1",
            "1e3",
            "0.0000000000001",
            "1,5",
            &"9".repeat(40),
        ] {
            assert!(planck(wrong).is_err(), "{wrong}");
        }
    }
}
