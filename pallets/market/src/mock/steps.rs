//! What may happen on a chain, one step after another, decoded from bytes: every byte string is a sequence of steps.

use super::*;
use proofnet_market::RejectionReason;

/// Bytes of a step.
pub const STEP_LEN: usize = 8;

/// What happens.
#[derive(Clone, Debug)]
pub enum Step {
    Place(Bid),
    PlaceBatch(Vec<Bid>),
    TopUp(Pick, Who, Amount),
    Cancel(Pick, Who),
    SetOffers(Who, Vec<(CategoryId, Amount)>),
    Deliver(Pick, Who, bool),
    /// Jobs with proofs that hold or not, and how many circuits are declared.
    DeliverBatch(Vec<(Pick, bool)>, Who, u32),
    Reject(Pick, Who, RejectionReason),
    SetParameters(MarketParameters<BlockNumber>),
    SetCategory(CategoryId, Category<Balance, BlockNumber>),
    /// Pauses, or resumes; or tries to do what is done already.
    Pause(bool),
    Register(Who, Amount, u32, Permill),
    Stake(Who, AccountId, Amount),
    Unstake(Who, AccountId, Part),
    Withdraw(AccountId, Who),
    SetSlots(Who, u32),
    SetCommission(Who, Permill),
    Unjail(Who),
    ProposeWorker(Who, AccountId),
    AcceptWorker(Who, AccountId),
    RemoveWorker(Who, AccountId),
    SetInputKey(Who),
    Deregister(Who),
    Close(AccountId),
    RegisterCircuit(Who, Which),
    RemoveCircuit(Who, Which),
    Verify(Who, Which, bool),
    Attest(Who, Which, bool),
    RemoveReceipt(Who, Which),
    SetBackend(Backend),
    Transfer(AccountId, Target, Amount),
    /// An account gives away all that it can. If so, another pallet keeps it alive without a planck.
    Empty(AccountId, bool),
    Pass(BlockNumber),
}

/// An order in a step.
#[derive(Clone, Debug)]
pub struct Bid {
    pub who: AccountId,
    pub which: Which,
    pub category: CategoryId,
    /// Per proving unit, unless it is one of the extremes.
    pub bid: Amount,
    pub wait: BlockNumber,
    pub slack: BlockNumber,
    /// How often the bid rises, and how many blocks apart.
    pub rises: Option<(u32, BlockNumber)>,
    pub admitted: Vec<AccountId>,
    /// Whether its statement is what the circuit takes.
    pub sound: bool,
}

/// One of those there are.
#[derive(Clone, Copy, Debug)]
pub enum Pick {
    /// The one at this position, counted in a circle.
    There(u8),
    /// Whether there is such a request or not.
    Any(u8),
}

/// Who signs.
#[derive(Clone, Copy, Debug)]
pub enum Who {
    /// The one whose business it is.
    Due(u8),
    /// An account, whatever it has to do with it.
    Any(AccountId),
}

/// Where a transfer goes.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    Account(AccountId),
    PoolOf(AccountId),
}

/// A number of planck.
#[derive(Clone, Copy, Debug)]
pub enum Amount {
    Exactly(Balance),
    /// All that an account has but the existential deposit, and so much more.
    Spare(Balance),
}

impl Amount {
    /// In planck, if it comes from `who`.
    pub fn of(self, who: AccountId) -> Balance {
        match self {
            Amount::Exactly(amount) => amount,
            Amount::Spare(more) => free(who).saturating_sub(EXISTENTIAL_DEPOSIT) + more,
        }
    }
}

/// A part of shares.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    Percent(u8),
    Exactly(Amount),
}

/// Everybody who signs.
pub const EVERYBODY: [AccountId; 9] = [2, 3, 4, 11, 12, 13, 14, STRANGER, OWNER];

/// The category of the tiny circuit: its fees and collateral are around the existential deposit.
pub const TINY: CategoryId = 3;

impl Step {
    /// The steps in `bytes`, the last of which may be cut short.
    pub fn all(bytes: &[u8]) -> impl Iterator<Item = Self> + '_ {
        bytes.chunks(STEP_LEN).map(Self::decode)
    }

    pub fn decode(bytes: &[u8]) -> Self {
        let mut bytes = Bytes(bytes);
        match bytes.next() {
            0..=39 => Step::Place(bytes.bid()),
            40..=59 => Step::PlaceBatch(bytes.bids()),
            60..=71 => Step::TopUp(bytes.pick(), bytes.who(), bytes.amount()),
            72..=83 => Step::Cancel(bytes.pick(), bytes.who()),
            84..=103 => Step::SetOffers(bytes.who(), bytes.asks()),
            104..=133 => Step::Deliver(bytes.pick(), bytes.who(), bytes.next() < 205),
            134..=139 => Step::DeliverBatch(bytes.deliveries(), bytes.who(), bytes.below(4).into()),
            140..=153 => Step::Reject(bytes.pick(), bytes.who(), bytes.reason()),
            154..=157 => Step::SetParameters(bytes.parameters()),
            158..=163 => Step::SetCategory(CategoryId::from(bytes.below(7)), bytes.category()),
            164..=166 => Step::Pause(bytes.next() < 220),
            167..=174 => Step::Register(bytes.prover(), bytes.stake(), bytes.slots(), bytes.percent()),
            175..=184 => Step::Stake(bytes.who(), bytes.operator(), bytes.stake()),
            185..=191 => Step::Unstake(bytes.who(), bytes.operator(), bytes.part()),
            192..=197 => Step::Withdraw(bytes.operator(), bytes.who()),
            198..=199 => Step::SetSlots(bytes.prover(), bytes.slots()),
            200..=201 => Step::SetCommission(bytes.prover(), bytes.percent()),
            202..=204 => Step::Unjail(bytes.who()),
            205..=207 => Step::ProposeWorker(bytes.prover(), bytes.worker()),
            208..=209 => Step::AcceptWorker(bytes.who(), bytes.operator()),
            210..=211 => Step::RemoveWorker(bytes.who(), bytes.worker()),
            212..=213 => Step::Deregister(bytes.prover()),
            214..=216 => Step::Close(bytes.operator()),
            217 => Step::SetInputKey(bytes.who()),
            218 => Step::RegisterCircuit(bytes.who(), bytes.which()),
            219 => Step::RemoveCircuit(bytes.who(), bytes.which()),
            220 => match bytes.below(3) {
                0 => Step::Verify(bytes.who(), bytes.which(), bytes.next() < 128),
                1 => Step::Attest(bytes.who(), bytes.which(), bytes.next() < 192),
                _ => Step::RemoveReceipt(bytes.who(), bytes.which()),
            },
            221 => Step::SetBackend(bytes.backend()),
            222..=225 => Step::Transfer(bytes.anybody(), bytes.target(), bytes.amount()),
            226..=228 => Step::Empty(bytes.anybody(), bytes.next() < 128),
            229 => Step::Pass(40),
            _ => Step::Pass(1 + u64::from(bytes.below(4))),
        }
    }
}

/// What is left of a step's bytes; without end, of zeros.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn next(&mut self) -> u8 {
        match self.0.split_first() {
            Some((first, rest)) => {
                self.0 = rest;
                *first
            }
            None => 0,
        }
    }

    fn below(&mut self, end: u8) -> u8 {
        self.next() % end
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::from(self.next()) % all.len()]
    }

    /// Around what decides between success and failure, and anything else.
    fn amount(&mut self) -> Amount {
        let exactly = match self.next() {
            0 => 0,
            1 => 1,
            2 => EXISTENTIAL_DEPOSIT - 1,
            3 => EXISTENTIAL_DEPOSIT,
            4 => EXISTENTIAL_DEPOSIT + 1,
            5 => Balance::MAX,
            6 => Balance::MAX / 2,
            7 => return Amount::Spare(0),
            8 => return Amount::Spare(1),
            9 => return Amount::Spare(EXISTENTIAL_DEPOSIT),
            byte @ 10..=99 => byte.into(),
            byte => Balance::from(byte - 99) * Balance::from(self.next()),
        };
        Amount::Exactly(exactly)
    }

    /// What a stake may be: most are between the minimum and a few jobs' collateral.
    fn stake(&mut self) -> Amount {
        match self.next() {
            byte @ ..=199 => Amount::Exactly(90 + Balance::from(byte) * 160),
            _ => self.amount(),
        }
    }

    fn bid(&mut self) -> Bid {
        let who = match self.next() {
            byte @ ..=239 => REQUESTERS[usize::from(byte % 3)],
            byte => EVERYBODY[usize::from(byte % 9)],
        };
        let which = self.which();
        let category = match (which, self.next()) {
            (_, byte @ 248..) => CategoryId::from(byte % 8),
            (Which::Small, _) => SMALL,
            (Which::Large, _) => LARGE,
            (Which::Tiny, _) => TINY,
        };
        let bid = match self.next() {
            byte @ ..=239 => Amount::Exactly(Balance::from(1 + byte % 40)),
            byte => Bytes(&[byte % 10]).amount(),
        };
        let (wait, slack) = match (self.next(), self.next()) {
            (255, _) => (BlockNumber::MAX / 2, BlockNumber::MAX / 2),
            (wait, slack) => ((wait % 16).into(), (8 + slack % 56).into()),
        };
        Bid {
            who,
            which,
            category,
            bid,
            wait,
            slack,
            rises: None,
            admitted: Vec::new(),
            sound: self.next() < 250,
        }
    }

    /// As a batch has them: a rising bid, one for some provers, and one that is both.
    fn bids(&mut self) -> Vec<Bid> {
        let kinds = self.next();
        let bid = Bid {
            sound: true,
            ..self.bid()
        };
        let rises = Some((u32::from(kinds >> 4), BlockNumber::from(kinds >> 2 & 3)));
        let (some, others) = PROVERS.split_at(usize::from(kinds % 5).min(4));
        let rising = Bid { rises, ..bid.clone() };
        let private = Bid {
            admitted: some.to_vec(),
            ..bid.clone()
        };
        let both = Bid {
            admitted: others.to_vec(),
            ..rising.clone()
        };
        match kinds {
            0 => Vec::new(),
            1 => vec![bid; 16],
            2 => vec![Bid {
                admitted: vec![11, 11],
                ..bid
            }],
            _ => vec![rising, private, both],
        }
    }

    fn deliveries(&mut self) -> Vec<(Pick, bool)> {
        let (count, first) = (self.below(5), self.pick());
        let following = |pick, by| match pick {
            Pick::There(place) => Pick::There(place.wrapping_add(by)),
            Pick::Any(request) => Pick::Any(request.wrapping_add(by)),
        };
        let bad = self.next();
        // Now and then the last is the first again.
        let place = |index| if index == 3 && bad & 128 > 0 { 0 } else { index };
        (0..count)
            .map(|index| (following(first, place(index)), bad >> index & 9 != 1))
            .collect()
    }

    fn asks(&mut self) -> Vec<(CategoryId, Amount)> {
        let small = Amount::Exactly((1 + self.below(24)).into());
        let large = Amount::Exactly(50 + Balance::from(self.next()));
        let tiny = Amount::Exactly((1 + self.below(12)).into());
        match self.next() {
            0..=23 => Vec::new(),
            24..=31 => vec![
                (SMALL, self.amount()),
                (CategoryId::from(self.below(7)), self.amount()),
            ],
            32..=99 => vec![(SMALL, small)],
            _ => vec![(SMALL, small), (LARGE, large), (TINY, tiny)],
        }
    }

    fn parameters(&mut self) -> MarketParameters<BlockNumber> {
        let usual = super::parameters();
        MarketParameters {
            rejection_fee: match self.next() {
                255 => Balance::MAX,
                byte => (byte % 100).into(),
            },
            max_rejections: self.below(6).into(),
            max_restricted: self.below(18).into(),
            top_up: self.percent(),
            protocol_fee: self.percent(),
            retention: self.below(50).into(),
            up: self.one_of(&[usual.up, Permill::zero(), Permill::one()]),
            ..usual
        }
    }

    fn category(&mut self) -> Category<Balance, BlockNumber> {
        let window = self.below(32);
        let extreme = self.next();
        Category {
            system: ProofSystem::Groth16Bn254,
            max_units: self.one_of(&[1_000, 10_000, 100, 99, 1, 0, u64::MAX]),
            proving_window: window.into(),
            rejection_window: self.one_of(&[window / 2, window, 0, 40]).into(),
            min_delivered: if extreme % 16 == 3 { 2 } else { 0 },
            collateral: CollateralRule {
                fixed: self.one_of(&[100, 5, 0, 400, 20_000, Balance::MAX]),
                per_unit: (extreme % 3).into(),
            },
            price_floor: match extreme {
                255 => Balance::MAX,
                254 => 0,
                _ => (1 + extreme % 6).into(),
            },
            compensation: self.percent(),
        }
    }

    fn pick(&mut self) -> Pick {
        match self.next() {
            byte @ ..=239 => Pick::There(byte),
            byte => Pick::Any(byte - 220),
        }
    }

    fn who(&mut self) -> Who {
        match self.next() {
            byte @ ..=219 => Who::Due(byte),
            byte => Who::Any(EVERYBODY[usize::from(byte % 9)]),
        }
    }

    /// A prover, as a rule.
    fn prover(&mut self) -> Who {
        match self.next() {
            byte @ ..=247 => Who::Any(PROVERS[usize::from(byte % 4)]),
            byte => Who::Any(EVERYBODY[usize::from(byte % 9)]),
        }
    }

    fn operator(&mut self) -> AccountId {
        self.one_of(&PROVERS)
    }

    fn worker(&mut self) -> AccountId {
        self.one_of(&[STRANGER, STRANGER, OWNER, 4, 14])
    }

    fn anybody(&mut self) -> AccountId {
        self.one_of(&EVERYBODY)
    }

    fn target(&mut self) -> Target {
        match self.next() {
            byte @ ..=199 => Target::Account(EVERYBODY[usize::from(byte % 9)]),
            byte @ 200..=239 => Target::PoolOf(PROVERS[usize::from(byte % 4)]),
            _ => Target::Account(self.one_of(&[SURPLUS, TREASURY, 77])),
        }
    }

    fn which(&mut self) -> Which {
        match self.below(8) {
            0..=4 => Which::Small,
            5..=6 => Which::Large,
            _ => Which::Tiny,
        }
    }

    fn slots(&mut self) -> u32 {
        self.one_of(&[2, 3, 4, 1, 0, 64, 65, u32::MAX])
    }

    fn percent(&mut self) -> Permill {
        Permill::from_percent((self.next() % 101).into())
    }

    fn part(&mut self) -> Part {
        match self.next() {
            byte @ ..=199 => Part::Percent(byte.min(100)),
            _ => Part::Exactly(self.amount()),
        }
    }

    fn reason(&mut self) -> RejectionReason {
        use RejectionReason::{
            CircuitUnavailable, HashMismatch, InputUnavailable, OutOfTime, TooLarge, WitnessUnsatisfiable,
        };
        self.one_of(&[
            WitnessUnsatisfiable,
            InputUnavailable,
            HashMismatch,
            TooLarge,
            CircuitUnavailable,
            OutOfTime,
        ])
    }

    fn backend(&mut self) -> Backend {
        self.one_of(&[Backend::Host, Backend::Portable])
    }
}
