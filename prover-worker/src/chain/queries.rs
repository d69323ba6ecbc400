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

    /// Where `request` stands.
    pub async fn request_status(&self, request: RequestId) -> Result<Option<RequestStatus>, ChainError> {
        self.ask("MarketApi_request_status", request, None).await
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

    async fn ask<T: Decode>(
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
