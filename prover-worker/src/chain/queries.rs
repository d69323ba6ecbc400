//! What the runtime answers, in the types that runtime and worker share.

use super::{Assignment, Capacity, CategoryView, ChainError, Client, Hash, RequestStatus};
use codec::{Decode, DecodeAll, Encode};
use proofnet_market::{CircuitId, CircuitInfo, RequestId};
use subxt::utils::AccountId32;

impl Client {
    /// All categories.
    pub async fn categories(&self) -> Result<Vec<CategoryView>, ChainError> {
        self.ask("MarketApi_categories", (), None).await
    }

    /// The jobs that `prover` has in block `at`.
    pub async fn assignments(&self, prover: &AccountId32, at: Hash) -> Result<Vec<Assignment>, ChainError> {
        self.ask("MarketApi_assignments", prover, Some(at)).await
    }

    /// The prover that `who` acts for.
    pub async fn prover_of(&self, who: &AccountId32) -> Result<Option<AccountId32>, ChainError> {
        self.ask("MarketApi_prover_of", who, None).await
    }

    /// What `prover` has at its disposal.
    pub async fn capacity(&self, prover: &AccountId32) -> Result<Option<Capacity>, ChainError> {
        self.ask("MarketApi_capacity", prover, None).await
    }

    /// The unit asks that `prover` has on chain.
    pub async fn offers(&self, prover: &AccountId32) -> Result<Vec<(u32, u128)>, ChainError> {
        self.ask("MarketApi_offers", prover, None).await
    }

    /// Where `request` stands in block `at`, or in the best one.
    pub async fn request_status(
        &self,
        request: RequestId,
        at: Option<Hash>,
    ) -> Result<Option<RequestStatus>, ChainError> {
        self.ask("MarketApi_request_status", request, at).await
    }

    /// What is registered as `circuit`.
    pub async fn circuit(&self, circuit: &CircuitId) -> Result<Option<CircuitInfo>, ChainError> {
        self.ask("VerifierApi_circuit", circuit, None).await
    }

    /// The canonical verifying key of `circuit`.
    pub async fn verifying_key(&self, circuit: &CircuitId) -> Result<Option<Vec<u8>>, ChainError> {
        self.ask("VerifierApi_verifying_key", circuit, None).await
    }

    /// The number of block `at`.
    pub async fn number_of(&self, at: Hash) -> Result<u32, ChainError> {
        const WHAT: &str = "chain_getHeader";
        let header = self.rpc.chain_get_header(Some(at)).await;
        let header = header.map_err(|error| ChainError::request(WHAT, error))?;
        header
            .and_then(|header| u32::try_from(subxt::config::Header::number(&header)).ok())
            .ok_or_else(|| ChainError::request(WHAT, format!("no block {at:?}")))
    }

    /// The number of the best block.
    pub async fn best_number(&self) -> Result<u32, ChainError> {
        const WHAT: &str = "chain_getHeader";
        let header = self.rpc.chain_get_header(None).await;
        let header = header.map_err(|error| ChainError::request(WHAT, error))?;
        header
            .and_then(|header| u32::try_from(subxt::config::Header::number(&header)).ok())
            .ok_or_else(|| ChainError::request(WHAT, "no best block"))
    }

    /// Number and hash of the last block that is final.
    pub async fn finalized(&self) -> Result<(u32, Hash), ChainError> {
        let hash = self.rpc.chain_get_finalized_head().await;
        let hash = hash.map_err(|error| ChainError::request("chain_getFinalizedHead", error))?;
        Ok((self.number_of(hash).await?, hash))
    }

    /// The hash of block `number`; none if the node does not have so many.
    pub async fn hash_of(&self, number: u32) -> Result<Option<Hash>, ChainError> {
        let hash = self.rpc.chain_get_block_hash(Some(number.into())).await;
        hash.map_err(|error| ChainError::request("chain_getBlockHash", error))
    }

    /// The time from one block to the next.
    pub async fn block_time(&self) -> Result<std::time::Duration, ChainError> {
        const WHAT: &str = "Babe.ExpectedBlockTime";
        let at = self.api.at_current_block().await;
        let at = at.map_err(|error| ChainError::request("the finalized block", error))?;
        let address = subxt::constants::dynamic::<u64>("Babe", "ExpectedBlockTime");
        let millis = at
            .constants()
            .entry(address)
            .map_err(|error| ChainError::Unreadable {
                what: WHAT.into(),
                reason: error.to_string(),
            })?;
        Ok(std::time::Duration::from_millis(millis))
    }

    /// How many transactions of `account` are in blocks, as of the best one.
    pub async fn nonce(&self, account: &AccountId32) -> Result<u64, ChainError> {
        let nonce: u32 = self.ask("AccountNonceApi_account_nonce", account, None).await?;
        Ok(nonce.into())
    }

    /// The nonce for the next transaction of `account`, those in the node's pool counted.
    pub async fn next_nonce(&self, account: &AccountId32) -> Result<u64, ChainError> {
        let nonce = self.rpc.system_account_next_index(account).await;
        nonce.map_err(|error| ChainError::request("system_accountNextIndex", error))
    }

    pub(super) async fn ask<T: Decode>(
        &self,
        function: &str,
        parameters: impl Encode,
        at: Option<Hash>,
    ) -> Result<T, ChainError> {
        let bytes = self
            .rpc
            .state_call(function, Some(&parameters.encode()), at)
            .await
            .map_err(|error| ChainError::request(function, error))?;
        T::decode_all(&mut bytes.as_slice()).map_err(|error| ChainError::Unreadable {
            what: function.to_owned(),
            reason: error.to_string(),
        })
    }
}
