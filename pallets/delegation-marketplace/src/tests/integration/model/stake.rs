//! The model of the staking pallet's stake: every position, deal and exit is a piece with a value,
//! and every event visits all of them.

use super::exact::*;
use crate::mock::integration::AccountId;
use palisade_primitives::{Balance, DealId, EpochIndex, RewardClass};
use sp_arithmetic::Perbill;
use std::collections::{BTreeMap, BTreeSet};

/// The bonding period of the mock, in epochs.
pub const BONDING: EpochIndex = 21;
/// The epochs for which exited stake is liable, of the mock.
pub const LIABLE: EpochIndex = BONDING + 7;
/// The epochs in which an offence can be reported, of the mock.
pub const REPORT: EpochIndex = 10;
/// The default commission of validators.
pub const STANDARD: Perbill = Perbill::from_percent(10);

/// The state of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
	/// A deposit that becomes active with the next epoch.
	Waiting,
	/// Active stake.
	Active,
	/// An exit of this epoch. It earns until the epoch ends if it `earns`.
	Left { epoch: EpochIndex, earns: bool },
}

/// A piece of stake of an owner.
#[derive(Clone, Debug)]
pub struct Piece {
	pub owner: AccountId,
	pub validator: AccountId,
	pub class: RewardClass,
	/// The deal of the piece, while it runs.
	pub deal: Option<DealId>,
	/// The commission of the deal, also after its end.
	pub commission: Option<Perbill>,
	pub at: At,
	pub value: Exact,
	/// The rewards since the start.
	pub earned: Exact,
	/// The paid part of the rewards.
	pub paid: Balance,
	/// The number of epochs in which the piece has earned, and of settlements: the bound on
	/// rounding.
	pub epochs: Balance,
	pub settled: Balance,
	/// The number of slashes, and of other times that the value may have been rounded.
	pub rounded: Balance,
	/// The number of arrivals in the class and departures from it, each of which is rounded in
	/// favour of the rest.
	pub moves: Balance,
}

impl Piece {
	pub fn new(
		owner: AccountId,
		validator: AccountId,
		class: RewardClass,
		amount: Balance,
	) -> Self {
		Self {
			owner,
			validator,
			class,
			deal: None,
			commission: None,
			at: At::Active,
			value: whole(amount),
			earned: zero(),
			paid: 0,
			epochs: 0,
			settled: 0,
			rounded: 0,
			moves: 0,
		}
	}

	pub fn is_in_class(&self) -> bool {
		matches!(self.at, At::Active | At::Left { earns: true, .. })
	}

	pub fn is_position(&self) -> bool {
		self.deal.is_none() && self.at == At::Active
	}

	/// Whether a slash for `epoch` reaches the piece.
	fn is_liable(&self, epoch: EpochIndex) -> bool {
		match self.at {
			At::Waiting => false,
			At::Active => true,
			// Exits of the epoch before were part of the exposure at the election.
			At::Left { epoch: left, .. } => left + 1 >= epoch,
		}
	}

	/// The unpaid rewards.
	pub fn due(&self) -> Exact {
		&self.earned - whole(self.paid)
	}

	/// The bound on the difference to the pallet's reward: a planck for each settlement and for the
	/// unsettled rest, and a sixteenth of one for each epoch, for the reward index and for the
	/// split of the reward between the classes.
	pub fn reward_slack(&self) -> Balance {
		1 + self.settled + self.epochs.div_ceil(16)
	}

	/// The bound on the difference to the pallet's value: a planck, two for each slash and each
	/// partial exit, and one for each arrival in the class and departure from it. The compounding
	/// class gets another one for each epoch: rewards are split in whole planck, and a position can
	/// be all of its class.
	pub fn value_slack(&self) -> Balance {
		let compounded = if self.class == RewardClass::Compounding { self.epochs } else { 0 };
		1 + 2 * self.rounded + self.moves + compounded
	}
}

/// A validator.
#[derive(Clone, Debug, Default)]
pub struct Validator {
	/// Whether the validator is in the set of the running epoch.
	pub serves: bool,
	/// The unclaimed commission from liquid stake.
	pub commission: Exact,
	/// The exposures, by epoch.
	pub exposures: BTreeMap<EpochIndex, Exact>,
	/// The slashed amounts, by epoch.
	pub slashed: BTreeMap<EpochIndex, Exact>,
	/// The number of slashes.
	pub slashes: Balance,
	/// The open cases by epoch: the numbers of proven and of alleged ones.
	pub cases: BTreeMap<EpochIndex, (u32, u32)>,
	/// The remaining part of a unit staked at the start.
	pub price: Exact,
}

impl Validator {
	pub fn has_open_case(&self, now: EpochIndex) -> bool {
		self.cases.keys().any(|epoch| now - epoch <= LIABLE)
	}

	pub fn is_proven(&self, now: EpochIndex) -> bool {
		self.cases.iter().any(|(epoch, (proven, _))| *proven > 0 && now - epoch <= LIABLE)
	}

	fn holds(&self, left: EpochIndex, now: EpochIndex) -> bool {
		now < left + LIABLE
			&& self.cases.keys().any(|epoch| *epoch <= left + 1 && now - epoch <= LIABLE)
	}

	/// The oldest epoch whose exits cannot have been withdrawn.
	pub fn held_since(&self, now: EpochIndex) -> EpochIndex {
		let bonding = (now + 1).saturating_sub(BONDING);
		let oldest = now.saturating_sub(LIABLE);
		(oldest..bonding).find(|left| self.holds(*left, now)).unwrap_or(bonding)
	}
}

/// All stake.
#[derive(Clone, Debug, Default)]
pub struct Stake {
	pub pieces: Vec<Piece>,
	pub validators: BTreeMap<AccountId, Validator>,
}

impl Stake {
	pub fn deal(&mut self, id: DealId) -> &mut Piece {
		self.pieces.iter_mut().find(|piece| piece.deal == Some(id)).expect("it runs")
	}

	pub fn find_deal(&self, id: DealId) -> &Piece {
		self.pieces.iter().find(|piece| piece.deal == Some(id)).expect("it runs")
	}

	pub fn position(
		&self,
		owner: AccountId,
		validator: AccountId,
		class: RewardClass,
	) -> Option<&Piece> {
		self.pieces.iter().find(|piece| {
			piece.is_position()
				&& (piece.owner, piece.validator, piece.class) == (owner, validator, class)
		})
	}

	/// The position of an owner, to change it. Creates one if there is none.
	pub fn position_mut(
		&mut self,
		owner: AccountId,
		validator: AccountId,
		class: RewardClass,
	) -> &mut Piece {
		if self.position(owner, validator, class).is_none() {
			self.pieces.push(Piece::new(owner, validator, class, 0));
		}
		self.pieces
			.iter_mut()
			.find(|piece| {
				piece.is_position()
					&& (piece.owner, piece.validator, piece.class) == (owner, validator, class)
			})
			.expect("it is there")
	}

	/// All exits of an owner from a validator in an epoch.
	pub fn exits(
		&self,
		owner: AccountId,
		validator: AccountId,
		epoch: EpochIndex,
	) -> impl Iterator<Item = &Piece> {
		self.pieces.iter().filter(move |piece| {
			let left = matches!(piece.at, At::Left { epoch: left, .. } if left == epoch);
			left && (piece.owner, piece.validator) == (owner, validator)
		})
	}

	/// The state of stake that exits now.
	pub fn leaving(&self, validator: AccountId, now: EpochIndex) -> At {
		At::Left { epoch: now, earns: self.validators[&validator].serves }
	}

	/// All stake that a slash reaches.
	pub fn base(&self, validator: AccountId, epoch: EpochIndex) -> Exact {
		self.pieces
			.iter()
			.filter(|piece| piece.validator == validator && piece.is_liable(epoch))
			.map(|piece| &piece.value)
			.sum()
	}

	/// Takes a slash. Returns the base that it applies to.
	pub fn slash(
		&mut self,
		validator: AccountId,
		epoch: EpochIndex,
		fraction: Perbill,
		loss: Balance,
	) -> Exact {
		let base = self.base(validator, epoch);
		let record = self.validators.get_mut(&validator).expect("it is one");
		let exposed = &record.exposures[&epoch];
		let before = record.slashed.entry(epoch).or_insert_with(zero);
		let wanted = (part(exposed, fraction) - &*before).max(zero());
		let left = exposed - &*before;
		let expected = match base < left {
			true => scaled(&wanted, &base, &left),
			false => wanted.clone(),
		};
		record.slashes += 1;
		ensure_close("a slash", loss, &expected, 4 + record.slashes);
		*before += wanted;
		let kept = &base - whole(loss);
		record.price = scaled(&record.price, &kept, &base);
		for piece in &mut self.pieces {
			if piece.validator == validator && piece.is_liable(epoch) {
				piece.value = scaled(&piece.value, &kept, &base);
				piece.rounded += 1;
			}
		}
		base
	}

	/// Ends an epoch with these rewards of the validators in its set.
	pub fn end_epoch(
		&mut self,
		ended: EpochIndex,
		rewards: &BTreeMap<AccountId, Balance>,
		next: &BTreeSet<AccountId>,
	) {
		for (validator, reward) in rewards {
			self.reward(*validator, *reward);
		}
		let moved = self.pieces.iter().filter(|piece| match piece.at {
			At::Waiting => true,
			At::Active => false,
			At::Left { epoch, .. } => epoch == ended,
		});
		let moved: Vec<_> = moved.map(|piece| (piece.validator, piece.class)).collect();
		moved.into_iter().for_each(|(validator, class)| self.note_move(validator, class));
		for piece in &mut self.pieces {
			piece.at = match piece.at {
				At::Waiting | At::Active => At::Active,
				At::Left { epoch, .. } => At::Left { epoch, earns: false },
			};
		}
		let epoch = ended + 1;
		for (who, record) in &mut self.validators {
			record.serves = next.contains(who);
			record.cases.retain(|case, _| epoch - case <= LIABLE);
			if !record.serves {
				continue;
			}
			let exposed = self.pieces.iter().filter(|piece| {
				piece.validator == *who
					&& match piece.at {
						At::Left { epoch: left, .. } => left == ended,
						_ => true,
					}
			});
			record.exposures.insert(epoch, exposed.map(|piece| &piece.value).sum());
		}
	}

	/// Notes that stake has arrived in a class or left it.
	fn note_move(&mut self, validator: AccountId, class: RewardClass) {
		let pieces = self.pieces.iter_mut();
		pieces
			.filter(|piece| (piece.validator, piece.class) == (validator, class))
			.for_each(|piece| piece.moves += 1);
	}

	/// Notes a move in a class whose validator is not in the set: it does not wait.
	pub fn note_move_at_once(&mut self, validator: AccountId, class: RewardClass) {
		if !self.validators[&validator].serves {
			self.note_move(validator, class);
		}
	}

	/// Splits a reward among all pieces.
	fn reward(&mut self, validator: AccountId, reward: Balance) {
		let of_class = |class: RewardClass| -> Exact {
			self.pieces
				.iter()
				.filter(|piece| piece.validator == validator && piece.is_in_class())
				.filter(|piece| piece.class == class)
				.map(|piece| &piece.value)
				.sum()
		};
		let (compounding, liquid) =
			(of_class(RewardClass::Compounding), of_class(RewardClass::Liquid));
		let all = &compounding + &liquid;
		if all == zero() || reward == 0 {
			return;
		}
		let to_compounding = whole(floor(&scaled(&whole(reward), &compounding, &all)));
		let to_liquid = whole(reward) - &to_compounding;
		let fee = part(&to_compounding, STANDARD);
		let to_holders = &to_compounding - &fee;
		let mut commission = zero();
		for piece in &mut self.pieces {
			if piece.validator != validator || !piece.is_in_class() {
				continue;
			}
			piece.epochs += 1;
			if piece.class == RewardClass::Compounding {
				piece.value += scaled(&to_holders, &piece.value, &compounding);
				continue;
			}
			if liquid == zero() {
				continue;
			}
			let gross = scaled(&to_liquid, &piece.value, &liquid);
			let kept = part(&gross, piece.commission.unwrap_or(STANDARD));
			piece.earned += &gross - &kept;
			commission += kept;
		}
		// The validator's commission on the compounding class becomes self-stake.
		self.position_mut(validator, validator, RewardClass::Compounding).value += fee;
		self.validators.get_mut(&validator).expect("it is one").commission += commission;
	}

	/// Withdraws all due exits of an owner from the model. Returns the withdrawn pieces.
	pub fn withdraw(&mut self, who: AccountId, now: EpochIndex) -> Vec<Piece> {
		let validators = &self.validators;
		let is_due = |piece: &Piece| match piece.at {
			At::Left { epoch, .. } => {
				piece.owner == who
					&& epoch + BONDING <= now
					&& !validators[&piece.validator].holds(epoch, now)
			},
			_ => false,
		};
		let (due, left) = std::mem::take(&mut self.pieces).into_iter().partition(is_due);
		self.pieces = left;
		due
	}

	/// The expected balance of the pot.
	pub fn total(&self) -> Exact {
		let pieces: Exact = self.pieces.iter().map(|piece| &piece.value + piece.due()).sum();
		let commission: Exact = self.validators.values().map(|record| &record.commission).sum();
		pieces + commission
	}
}
