//! `session-keys`: makes a validator's session keys without a running node, with the proof that their owner has them.

use crate::{
    cli::Cli,
    error::{Failure, Kind},
};
use clap::Args;
use codec::Encode;
use proofnet_runtime::{AccountId, SessionKeys};
use sc_cli::{KeystoreParams, SubstrateCli};
use sc_service::{config::KeystoreConfig, BasePath};
use sp_core::{
    bytes::to_hex,
    crypto::{key_types, Ss58Codec},
};
use sp_keystore::{KeystoreExt, KeystorePtr};
use std::{path::PathBuf, sync::Arc};

/// Makes session keys in a node's keystore and prints what the chain wants to know of them.
#[derive(Debug, Args)]
pub struct SessionKeysCmd {
    /// The account that will be the validator (SS58 or 0x and 64 digits). The keys are of use to no other.
    #[arg(long, value_name = "ADDRESS")]
    owner: AccountId,

    /// The chain, if there is a chain spec already.
    #[arg(
        long,
        value_name = "CHAIN_SPEC",
        required_unless_present = "chain_id",
        conflicts_with = "chain_id"
    )]
    chain: Option<String>,

    /// The `id` that the chain will have, if there is no chain spec yet.
    #[arg(long, value_name = "ID")]
    chain_id: Option<String>,

    /// The base path of the node that will use the keys.
    #[arg(long, short = 'd', value_name = "PATH")]
    base_path: Option<PathBuf>,

    #[allow(missing_docs)]
    #[clap(flatten)]
    keystore: KeystoreParams,
}

impl SessionKeysCmd {
    /// Makes the keys and prints them.
    ///
    /// # Errors
    /// The chain spec or the keystore cannot be read, or nothing can be written there.
    pub fn run(&self, cli: &Cli) -> sc_cli::Result<()> {
        let id = match (&self.chain_id, &self.chain) {
            (Some(id), _) => crate::network::check_id(id)?.to_owned(),
            (None, chain) => cli
                .load_spec(chain.as_deref().unwrap_or_default())?
                .id()
                .to_owned(),
        };
        let base_path = self.base_path.clone().map_or_else(
            || BasePath::from_project("", "", &Cli::executable_name()),
            BasePath::new,
        );
        let config = self.keystore.keystore_config(&base_path.config_dir(&id))?;
        let KeystoreConfig::Path { path, password } = config else {
            return Err("keys that are kept in memory only are of no use to a node".into());
        };
        let keystore = sc_keystore::LocalKeystore::open(path.clone(), password).map_err(|error| {
            Failure::new(
                Kind::Disk,
                format!("the keystore {} cannot be written: {error}", path.display()),
                "let the node's user own it, or name another by --base-path or --keystore-path",
            )
        })?;
        print!(
            "{}",
            describe(&self.owner, &generate(&self.owner, Arc::new(keystore)))
        );
        eprintln!(
            "The secret keys are in {}. Nobody else may ever have them.",
            path.display()
        );
        Ok(())
    }
}

/// Says so if a validator has no keys to make blocks and vote with: it runs, and does nothing.
pub fn warn_if_missing(keystore: &KeystorePtr) {
    let lacking = lacking(keystore);
    if !lacking.is_empty() {
        tracing::warn!(
            target: "session-keys",
            "This validator has no session key for {}: it will make no blocks and cast no votes. Make keys by \
             `proofnet-node session-keys` or author_rotateKeysWithOwner, then send session.setKeys.",
            lacking.join(" and ")
        );
    }
}

fn lacking(keystore: &KeystorePtr) -> Vec<&'static str> {
    let babe = keystore.sr25519_public_keys(key_types::BABE).is_empty();
    let grandpa = keystore.ed25519_public_keys(key_types::GRANDPA).is_empty();
    let named = [(babe, "BABE"), (grandpa, "GRANDPA")];
    named
        .into_iter()
        .filter(|(lacks, _)| *lacks)
        .map(|(_, name)| name)
        .collect()
}

/// Public keys and proof of ownership, encoded as `session.setKeys` takes them.
#[derive(Debug, PartialEq, Eq)]
struct Generated {
    keys: Vec<u8>,
    proof: Vec<u8>,
}

/// Makes keys in `keystore` for `owner`, as `author_rotateKeysWithOwner` of a running node does.
fn generate(owner: &AccountId, keystore: KeystorePtr) -> Generated {
    let mut externalities = sp_state_machine::BasicExternalities::new_empty();
    externalities.register_extension(KeystoreExt(keystore));
    externalities.execute_with(|| {
        let generated = SessionKeys::generate(&owner.encode(), None);
        Generated {
            keys: generated.keys.encode(),
            proof: generated.proof.encode(),
        }
    })
}

/// What goes into the network file, and into `session.setKeys`.
fn describe(owner: &AccountId, generated: &Generated) -> String {
    format!(
        "account = \"{}\"\nsession_keys = \"{}\"\nproof = \"{}\"\n",
        owner.to_ss58check(),
        to_hex(&generated.keys, false),
        to_hex(&generated.proof, false)
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // Tests may panic.

    use super::*;
    use codec::Decode;
    use sp_keyring::Sr25519Keyring;
    use sp_runtime::traits::OpaqueKeys;

    #[test]
    fn keys_should_be_called_lacking_when_there_are_none_of_a_kind() {
        let keystore: KeystorePtr = Arc::new(sc_keystore::LocalKeystore::in_memory());
        assert_eq!(lacking(&keystore), ["BABE", "GRANDPA"]);
        keystore.sr25519_generate_new(key_types::BABE, None).unwrap();
        assert_eq!(lacking(&keystore), ["GRANDPA"]);
        keystore.ed25519_generate_new(key_types::GRANDPA, None).unwrap();
        assert!(lacking(&keystore).is_empty());
    }

    #[test]
    fn proof_should_hold_for_its_owner_only_when_keys_were_generated() {
        let folder = tempfile::tempdir().unwrap();
        let keystore = sc_keystore::LocalKeystore::open(folder.path(), None).unwrap();
        let owner = Sr25519Keyring::Alice.to_account_id();
        let generated = generate(&owner, Arc::new(keystore));
        let keys = SessionKeys::decode(&mut generated.keys.as_slice()).unwrap();
        assert!(keys.ownership_proof_is_valid(&owner.encode(), &generated.proof));
        let other = Sr25519Keyring::Bob.to_account_id();
        assert!(!keys.ownership_proof_is_valid(&other.encode(), &generated.proof));
        // One file for BABE, one for GRANDPA.
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
