//! What is asked rarely: the market's terms, and what `doctor` wants to know of a node.

use super::{ChainError, Client, Hash, ProverView};
use codec::Decode;
use subxt::{dynamic, ext::scale_decode::DecodeAsType, utils::AccountId32};

/// What the market keeps and charges, as far as a prover pays it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct MarketTerms {
    /// What the protocol keeps of each payment, in millionths.
    pub protocol_fee: u32,
    /// Planck that handing a job back costs.
    pub rejection_fee: u128,
}

/// How a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// Its peers.
    pub peers: usize,
    /// Whether it still catches up with them.
    pub is_syncing: bool,
    /// Whether it is meant to have peers.
    pub should_have_peers: bool,
    /// Its best block.
    pub best: u32,
    /// Its finalized block.
    pub finalized: u32,
    /// The time that the best block states, in milliseconds since the epoch.
    pub timestamp: u64,
}

/// The runtime that the chain has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuntimeVersion {
    /// Its name and version.
    pub spec: String,
    /// Version of the transactions.
    pub transaction_version: u32,
}

/// The calls that the worker makes.
const CALLS: [(&str, &str); 6] = [
    ("Market", "set_offers"),
    ("Market", "deliver"),
    ("Market", "deliver_batch"),
    ("Market", "reject"),
    ("Provers", "accept_worker"),
    ("Provers", "set_input_key"),
];

/// As `Balances` has it in `System.Account`.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct Account {
    data: AccountData,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct AccountData {
    free: u128,
}

impl Client {
    /// `prover` as registered.
    pub async fn prover(&self, prover: &AccountId32) -> Result<Option<ProverView>, ChainError> {
        self.ask("MarketApi_prover", prover, None).await
    }

    /// What the market keeps and charges.
    pub async fn market_terms(&self) -> Result<MarketTerms, ChainError> {
        const WHAT: &str = "Market.Parameters";
        let address = dynamic::storage::<(), MarketTerms>("Market", "Parameters");
        let at = self.api.at_block(self.best().await?).await;
        let at = at.map_err(|error| ChainError::request(WHAT, error))?;
        let value = at.storage().fetch(address, ()).await;
        let value = value.map_err(|error| ChainError::request(WHAT, error))?;
        value.decode().map_err(|error| ChainError::Unreadable {
            what: WHAT.into(),
            reason: error.to_string(),
        })
    }

    /// The free balance of `account` in planck, 0 if it does not exist.
    pub async fn free_balance(&self, account: &AccountId32) -> Result<u128, ChainError> {
        const WHAT: &str = "System.Account";
        let address = dynamic::storage::<(AccountId32,), Account>("System", "Account");
        let at = self.api.at_block(self.best().await?).await;
        let at = at.map_err(|error| ChainError::request(WHAT, error))?;
        let value = at.storage().try_fetch(address, (*account,)).await;
        let Some(value) = value.map_err(|error| ChainError::request(WHAT, error))? else {
            return Ok(0);
        };
        let account = value.decode().map_err(|error| ChainError::Unreadable {
            what: WHAT.into(),
            reason: error.to_string(),
        })?;
        Ok(account.data.free)
    }

    /// How the node is.
    pub async fn health(&self) -> Result<Health, ChainError> {
        let health = self.rpc.system_health().await;
        let health = health.map_err(|error| ChainError::request("system_health", error))?;
        let best = self.best().await?;
        let finalized = self.rpc.chain_get_finalized_head().await;
        let finalized = finalized.map_err(|error| ChainError::request("chain_getFinalizedHead", error))?;
        Ok(Health {
            peers: health.peers,
            is_syncing: health.is_syncing,
            should_have_peers: health.should_have_peers,
            best: self.number_of(best).await?,
            finalized: self.number_of(finalized).await?,
            timestamp: self.timestamp(best).await?,
        })
    }

    async fn best(&self) -> Result<Hash, ChainError> {
        const WHAT: &str = "chain_getBlockHash";
        let best = self.rpc.chain_get_block_hash(None).await;
        best.map_err(|error| ChainError::request(WHAT, error))?
            .ok_or_else(|| ChainError::request(WHAT, "no block"))
    }

    async fn timestamp(&self, at: Hash) -> Result<u64, ChainError> {
        const WHAT: &str = "Timestamp.Now";
        let key = [
            sp_crypto_hashing::twox_128(b"Timestamp"),
            sp_crypto_hashing::twox_128(b"Now"),
        ]
        .concat();
        let bytes = self.rpc.state_get_storage(&key, Some(at)).await;
        let bytes = bytes.map_err(|error| ChainError::request(WHAT, error))?;
        u64::decode(&mut bytes.unwrap_or_default().as_slice()).map_err(|error| ChainError::Unreadable {
            what: WHAT.into(),
            reason: error.to_string(),
        })
    }

    /// The runtime that the chain has.
    pub async fn runtime_version(&self) -> Result<RuntimeVersion, ChainError> {
        let version = self.rpc.state_get_runtime_version(None).await;
        let version = version.map_err(|error| ChainError::request("state_getRuntimeVersion", error))?;
        let name = version.other.get("specName").and_then(|name| name.as_str());
        Ok(RuntimeVersion {
            spec: format!("{} {}", name.unwrap_or("runtime"), version.spec_version),
            transaction_version: version.transaction_version,
        })
    }

    /// Calls that the worker makes and the runtime does not have.
    pub async fn missing_calls(&self) -> Result<Vec<String>, ChainError> {
        let at = self.api.at_current_block().await;
        let at = at.map_err(|error| ChainError::request("the finalized block", error))?;
        let metadata = at.metadata_ref();
        let has = |pallet: &str, call: &str| {
            let pallet = metadata.pallet_by_name(pallet);
            pallet.is_some_and(|pallet| pallet.call_variant_by_name(call).is_some())
        };
        Ok(CALLS
            .iter()
            .filter(|(pallet, call)| !has(pallet, call))
            .map(|(pallet, call)| format!("{pallet}.{call}"))
            .collect())
    }

    /// How many transactions of `account` wait in the node's pool.
    pub async fn pending(&self, account: &AccountId32) -> Result<u64, ChainError> {
        let included = self.nonce(account).await?;
        let next = self.next_nonce(account).await?;
        Ok(next.saturating_sub(included))
    }
}
