//! A node that knows two blocks, and whose runtime has a few of everything.

use jsonrpsee::{
    core::{server::MethodsError, traits::ToRpcParams},
    types::ErrorObjectOwned,
    RpcModule,
};
use proofnet_market::{
    api::MarketApi, page, Assignment, Capacity, Category, CategoryId, CategoryView, CollateralRule, Depth,
    Excluded, Failure, FreeInputs, Fulfilment, Input, Job, Level, Page, ProverState, ProverView, PublicInput,
    Quote, Record, RejectionReason, Repricing, Request, RequestFilter, RequestId, RequestStatus, RequestView,
    StakeView, Units, Work,
};
use proofnet_proofs::ProofSystem;
use proofnet_rpc::{AccountId, Balance, BlockNumber, Market, MarketApiServer};
use serde_json::{value::RawValue, Value};
use sp_api::{ApiRef, ProvideRuntimeApi};
use sp_blockchain::{BlockStatus, HeaderBackend, Info};
use sp_core::{crypto::Ss58Codec, H256};
use sp_runtime::{
    generic,
    traits::{BlakeTwo256, Header as _},
    OpaqueExtrinsic, Permill,
};
use std::sync::Arc;

pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
pub type Block = generic::Block<Header, OpaqueExtrinsic>;

pub const GENESIS: H256 = H256::repeat_byte(1);
pub const BEST: H256 = H256::repeat_byte(2);
/// A block whose runtime traps.
pub const BROKEN: H256 = H256::repeat_byte(3);

/// The one category.
pub const CATEGORY: CategoryId = 4;
/// Open, with everything that a request may have.
pub const OPEN: RequestId = 7;
/// Assigned to the first prover.
pub const ASSIGNED: RequestId = 8;
/// Fulfilled.
pub const FULFILLED: RequestId = 9;
/// Requests of the requester: those above that are not fulfilled, and more open ones.
pub const LISTED: RequestId = 240;
/// How many provers there are.
pub const PROVERS: u8 = 130;

pub fn account(of: u8) -> AccountId {
    AccountId::new([of; 32])
}

/// The account as the answers have it.
pub fn address(of: u8) -> String {
    account(of).to_ss58check()
}

/// Who pays for every request.
pub const REQUESTER: u8 = 200;

/// The chain. Only what the best block says is in it.
#[derive(Clone)]
pub struct Node;

pub fn category() -> Category<Balance, BlockNumber> {
    Category {
        system: ProofSystem::Groth16Bn254,
        max_units: 1_000,
        proving_window: 30,
        rejection_window: 10,
        min_delivered: 3,
        collateral: CollateralRule {
            fixed: 100,
            per_unit: 2,
        },
        price_floor: 5,
        compensation: Permill::from_percent(20),
    }
}

fn job() -> Job<AccountId, Balance, BlockNumber> {
    Job {
        prover: account(0),
        requester_unit_price: 11,
        prover_unit_price: 9,
        matched: 100,
        reject_by: 110,
        due: 130,
        collateral: 300,
    }
}

fn request(id: RequestId) -> Option<RequestView<AccountId, Balance, BlockNumber>> {
    if id == FULFILLED || !(OPEN..LISTED).contains(&id) {
        return None;
    }
    let mut row = Request {
        requester: account(REQUESTER),
        circuit: H256::repeat_byte(5),
        category: CATEGORY,
        units: Units::MAX,
        escrow: Balance::MAX,
        deposit: 20,
        griefing_deposit: 30,
        match_by: 150,
        deadline: 190,
        repricing: None,
        admitted: Default::default(),
        excluded: Default::default(),
    };
    if id == OPEN {
        row.repricing = Some(Repricing {
            fee: 1_000,
            step: 10,
            every: 3,
            next: 103,
        });
        row.admitted = vec![account(0), account(1), account(2)].try_into().unwrap();
        let excluded = [
            (1, Failure::Missed),
            (2, Failure::Rejected(RejectionReason::HashMismatch)),
        ]
        .map(|(prover, failure)| Excluded {
            prover: account(prover),
            failure,
        });
        row.excluded = excluded.to_vec().try_into().unwrap();
    }
    Some(RequestView {
        id,
        request: row,
        job: (id == ASSIGNED).then(job),
    })
}

fn fulfilment() -> Fulfilment<AccountId, Balance, BlockNumber> {
    Fulfilment {
        requester: account(REQUESTER),
        prover: account(0),
        circuit: H256::repeat_byte(5),
        public_inputs: vec![[1; 32], [2; 32]].try_into().unwrap(),
        free: FreeInputs(0b10),
        proof: vec![6; 256].try_into().unwrap(),
        fee: 1_100,
        deposit: 40,
        fulfilled: 120,
    }
}

fn prover(who: &AccountId) -> Option<ProverView<AccountId, Balance, BlockNumber>> {
    let number = *AsRef::<[u8; 32]>::as_ref(who).first()?;
    if number >= PROVERS {
        return None;
    }
    let mut record = Record::default();
    if number == 0 {
        [2, 2, 9].into_iter().for_each(|latency| record.deliver(latency));
        record.miss();
        record.reject();
    }
    if number == 4 {
        record.deliver(1 << 20);
    }
    Some(ProverView {
        prover: who.clone(),
        state: match number {
            1 => ProverState::Registered,
            2 => ProverState::Jailed { until: 500 },
            3 => ProverState::Leaving { since: 90 },
            _ => ProverState::Active,
        },
        slots: 4,
        jobs: 1,
        free_slots: 3,
        stake: StakeView {
            pool: Balance::MAX,
            free: 2,
            locked: 3,
            shares: 4,
            own_shares: 5,
            own: 6,
            unbonding: 7,
            unbonding_shares: 8,
            shortfall: 9,
        },
        commission: Permill::from_percent(5),
        commission_raised: 50,
        performance: record.into(),
        input_key: (number == 0).then_some([1; 32]),
    })
}

sp_api::mock_impl_runtime_apis! {
    impl MarketApi<Block, AccountId, Balance, BlockNumber> for Node {
        #[advanced]
        fn categories(at: H256) -> Result<Vec<CategoryView<Balance, BlockNumber>>, sp_api::ApiError> {
            if at == BROKEN {
                return Err(sp_api::ApiError::UnknownBlock("state already discarded".into()));
            }
            Ok(vec![CategoryView { id: CATEGORY, category: category(), reference_price: 10 }])
        }

        fn request_status(id: RequestId) -> Option<RequestStatus<AccountId, Balance, BlockNumber>> {
            if id == FULFILLED {
                return Some(RequestStatus::Fulfilled(fulfilment()));
            }
            Some(match request(id)?.job {
                Some(job) => RequestStatus::Assigned(job),
                None => RequestStatus::Open,
            })
        }

        fn assignments(_: AccountId) -> Vec<Assignment<AccountId, Balance, BlockNumber>> {
            Vec::new()
        }

        fn prover_of(who: AccountId) -> Option<AccountId> {
            prover(&who).map(|view| view.prover)
        }

        fn capacity(_: AccountId) -> Option<Capacity<Balance>> {
            None
        }

        fn quote(category: CategoryId, units: Units, unit_bid: Option<Balance>) -> Option<Quote<Balance>> {
            (category == CATEGORY && (1..=1_000).contains(&units)).then(|| Quote {
                reference_price: 10,
                fee: Balance::from(units) * 10,
                unit_bid: unit_bid.unwrap_or(10),
                clearings: 32,
                served: 24,
                expected_wait: Some(2),
            })
        }

        fn depth(category: CategoryId, levels: u32) -> Option<Depth<Balance>> {
            let level = |unit_price| Level { unit_price, orders: 2, amount: 9 };
            (category == CATEGORY).then(|| Depth {
                reference_price: 10,
                bids: (0..levels).map(|at| level(Balance::MAX - Balance::from(at))).collect(),
                asks: (0..levels).map(|at| level(Balance::from(at))).collect(),
            })
        }

        fn record(_: AccountId) -> Option<Record> {
            None
        }

        fn offers(who: AccountId) -> Vec<(CategoryId, Balance)> {
            if who == account(0) { vec![(CATEGORY, Balance::MAX)] } else { Vec::new() }
        }

        fn request(id: RequestId) -> Option<RequestView<AccountId, Balance, BlockNumber>> {
            request(id)
        }

        fn work(id: RequestId) -> Option<Work> {
            let input = match id {
                OPEN => Input::Inline(vec![0xab, 0xcd].try_into().unwrap()),
                ASSIGNED => Input::Remote {
                    uri: b"https://example.org/input".to_vec().try_into().unwrap(),
                    hash: H256::repeat_byte(8),
                },
                _ => Input::Remote { uri: vec![0xff].try_into().unwrap(), hash: H256::zero() },
            };
            let statement = vec![PublicInput::Fixed([3; 32]), PublicInput::Free].try_into().unwrap();
            request(id).map(|_| Work { statement, input })
        }

        fn requests(
            filter: RequestFilter<AccountId>,
            after: Option<RequestId>,
            limit: u32,
        ) -> Page<RequestView<AccountId, Balance, BlockNumber>, RequestId> {
            let from = after.map_or(0, |after| after + 1);
            let rows = (from..LISTED).filter_map(|id| Some((id, request(id)?)));
            page(rows, limit, |_, view| {
                let named = match &filter {
                    RequestFilter::OpenIn(category) => *category == CATEGORY && view.job.is_none(),
                    RequestFilter::PlacedBy(who) => *who == account(REQUESTER),
                    RequestFilter::AssignedTo(who) => view.job.as_ref().is_some_and(|job| job.prover == *who),
                };
                named.then_some(view)
            })
        }

        fn prover(who: AccountId) -> Option<ProverView<AccountId, Balance, BlockNumber>> {
            prover(&who)
        }

        fn provers(
            after: Option<AccountId>,
            limit: u32,
        ) -> Page<ProverView<AccountId, Balance, BlockNumber>, AccountId> {
            let from = after.map_or(0, |who| AsRef::<[u8; 32]>::as_ref(&who)[0] + 1);
            let rows = (from..PROVERS).map(|number| (account(number), number));
            page(rows, limit, |who, _| prover(who))
        }
    }
}

impl ProvideRuntimeApi<Block> for Node {
    type Api = Self;

    fn runtime_api(&self) -> ApiRef<'_, Self> {
        self.clone().into()
    }
}

impl HeaderBackend<Block> for Node {
    fn header(&self, hash: H256) -> sp_blockchain::Result<Option<Header>> {
        let number = self.number(hash)?;
        Ok(number.map(|number| {
            Header::new(
                number,
                Default::default(),
                Default::default(),
                Default::default(),
                Default::default(),
            )
        }))
    }

    fn info(&self) -> Info<Block> {
        Info {
            best_hash: BEST,
            best_number: 1,
            genesis_hash: GENESIS,
            finalized_hash: GENESIS,
            finalized_number: 0,
            finalized_state: None,
            number_leaves: 1,
            block_gap: None,
        }
    }

    fn status(&self, hash: H256) -> sp_blockchain::Result<BlockStatus> {
        let number = self.number(hash)?;
        Ok(number.map_or(BlockStatus::Unknown, |_| BlockStatus::InChain))
    }

    fn number(&self, hash: H256) -> sp_blockchain::Result<Option<BlockNumber>> {
        let known = [GENESIS, BEST, BROKEN];
        let position = known.iter().position(|known| *known == hash);
        Ok(position.map(|number| number as BlockNumber))
    }

    fn hash(&self, number: BlockNumber) -> sp_blockchain::Result<Option<H256>> {
        Ok([GENESIS, BEST].get(number as usize).copied())
    }
}

fn module() -> RpcModule<Market<Node, Block>> {
    Market::new(Arc::new(Node)).into_rpc()
}

struct Params(Value);

impl ToRpcParams for Params {
    fn to_rpc_params(self) -> Result<Option<Box<RawValue>>, serde_json::Error> {
        serde_json::value::to_raw_value(&self.0).map(Some)
    }
}

/// What `method` answers to `params`, a list or an object.
pub async fn ask(method: &str, params: Value) -> Result<Value, ErrorObjectOwned> {
    match module().call::<_, Value>(method, Params(params)).await {
        Ok(answer) => Ok(answer),
        Err(MethodsError::JsonRpc(error)) => Err(error),
        Err(other) => panic!("{method}: {other}"),
    }
}

/// The code, message and data of the error that `method` answers to `params`.
pub async fn refusal(method: &str, params: Value) -> (i32, String, Value) {
    let error = ask(method, params).await.unwrap_err();
    let data = error
        .data()
        .map_or(Value::Null, |data| serde_json::from_str(data.get()).unwrap());
    (error.code(), error.message().to_owned(), data)
}

/// All methods that there are.
pub fn methods() -> Vec<&'static str> {
    let mut methods: Vec<_> = module().method_names().collect();
    methods.sort_unstable();
    methods
}
