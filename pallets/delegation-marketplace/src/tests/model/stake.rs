//! The model of what the staking pallet holds: every position, deal and exit is a piece that is worth something, and
//! whatever happens goes through all of them.

use super::exact::*;
use crate::mock::AccountId;
use palisade_primitives::{Balance, Class, DealId, EpochIndex};
use sp_arithmetic::Perbill;
use std::collections::{BTreeMap, BTreeSet};

/// Epochs that stake waits, of the mock.
pub const BONDING: EpochIndex = 21;
/// Epochs for which stake that has left is liable, of the mock.
pub const LIABLE: EpochIndex = BONDING + 7;
/// Epochs in which an offence can be reported, of the mock.
pub const REPORT: EpochIndex = 10;
/// What validators keep of rewards where nothing else was agreed on.
pub const STANDARD: Perbill = Perbill::from_percent(10);

/// Where a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
	/// It is a deposit that becomes stake with the next epoch.
	Waiting,
	/// It is stake.
	Active,
	/// It has left in this epoch, and earns until that ends if it `earns`.
	Left { epoch: EpochIndex, earns: bool },
}

/// Some stake of somebody.
#[derive(Clone, Debug)]
pub struct Piece {
	pub owner: AccountId,
	pub validator: AccountId,
	pub class: Class,
	/// The deal that it is, while that runs.
	pub deal: Option<DealId>,
	/// The commission of the deal that it is or was.
	pub commission: Option<Perbill>,
	pub at: At,
	pub value: Exact,
	/// Rewards since it exists.
	pub earned: Exact,
	/// What of them was paid.
	pub paid: Balance,
	/// Epochs in which it has earned, and times that it was settled: what rounding can have taken.
	pub epochs: Balance,
	pub settled: Balance,
	/// Slashes, and other times that its value may have been rounded.
	pub rounded: Balance,
}

impl Piece {
	pub fn new(owner: AccountId, validator: AccountId, class: Class, amount: Balance) -> Self {
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
		}
	}

	pub fn is_in_class(&self) -> bool {
		matches!(self.at, At::Active | At::Left { earns: true, .. })
	}

	pub fn is_position(&self) -> bool {
		self.deal.is_none() && self.at == At::Active
	}

	/// Whether a slash for `epoch` reaches it.
	fn is_liable(&self, epoch: EpochIndex) -> bool {
		match self.at {
			At::Waiting => false,
			At::Active => true,
			// What left in the epoch before was there when the set was elected.
			At::Left { epoch: left, .. } => left + 1 >= epoch,
		}
	}

	/// What was earned and not paid.
	pub fn due(&self) -> Exact {
		&self.earned - whole(self.paid)
	}

	/// Most that the pallet's reward may differ: a planck each time that it was settled and for what is not settled yet, and
	/// a sixteenth of one for each epoch, for the reward index and for the split of the reward between the classes.
	pub fn reward_slack(&self) -> Balance {
		1 + self.settled + self.epochs.div_ceil(16)
	}

	/// Most that the pallet's value may differ: a planck, and one for each slash and each time that a part left. What
	/// compounds gets another one for every eight epochs, because rewards are split in whole planck.
	pub fn value_slack(&self) -> Balance {
		let compounded = if self.class == Class::Compounding { self.epochs.div_ceil(8) } else { 0 };
		1 + 2 * self.rounded + compounded
	}
}

/// A validator.
#[derive(Clone, Debug, Default)]
pub struct Validator {
	/// Whether it is in the set of the running epoch.
	pub serves: bool,
	/// Its commission from liquid stake that was not claimed.
	pub commission: Exact,
	/// What stood behind it.
	pub exposures: BTreeMap<EpochIndex, Exact>,
	/// What was slashed of each.
	pub slashed: BTreeMap<EpochIndex, Exact>,
	/// How often.
	pub slashes: Balance,
	/// Open cases by epoch: how many are proven, how many are not.
	pub cases: BTreeMap<EpochIndex, (u32, u32)>,
	/// Of a unit that was there from the beginning, what is left.
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

	/// The first epoch of which nothing that left can have been withdrawn.
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

	pub fn position(&self, owner: AccountId, validator: AccountId, class: Class) -> Option<&Piece> {
		self.pieces.iter().find(|piece| {
			piece.is_position()
				&& (piece.owner, piece.validator, piece.class) == (owner, validator, class)
		})
	}

	/// The position of somebody, for a change. A new one where there is none.
	pub fn position_mut(
		&mut self,
		owner: AccountId,
		validator: AccountId,
		class: Class,
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

	/// All that somebody has taken out of a validator in an epoch.
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

	/// Where something that leaves now is.
	pub fn leaving(&self, validator: AccountId, now: EpochIndex) -> At {
		At::Left { epoch: now, earns: self.validators[&validator].serves }
	}

	/// All that a slash reaches.
	pub fn base(&self, validator: AccountId, epoch: EpochIndex) -> Exact {
		self.pieces
			.iter()
			.filter(|piece| piece.validator == validator && piece.is_liable(epoch))
			.map(|piece| &piece.value)
			.sum()
	}

	/// Takes what a slash took. Returns what it was to be taken of.
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

	/// Ends an epoch, in which the validators that served were paid so much.
	pub fn end_epoch(
		&mut self,
		ended: EpochIndex,
		rewards: &BTreeMap<AccountId, Balance>,
		next: &BTreeSet<AccountId>,
	) {
		for (validator, reward) in rewards {
			self.reward(*validator, *reward);
		}
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

	/// Gives everybody its part of a reward.
	fn reward(&mut self, validator: AccountId, reward: Balance) {
		let of_class = |class: Class| -> Exact {
			self.pieces
				.iter()
				.filter(|piece| piece.validator == validator && piece.is_in_class())
				.filter(|piece| piece.class == class)
				.map(|piece| &piece.value)
				.sum()
		};
		let (compounding, liquid) = (of_class(Class::Compounding), of_class(Class::Liquid));
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
			if piece.class == Class::Compounding {
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
		// The operator's part of what compounds is stake of its own.
		self.position_mut(validator, validator, Class::Compounding).value += fee;
		self.validators.get_mut(&validator).expect("it is one").commission += commission;
	}

	/// What somebody can withdraw now, out of the model. Returns its value and its rewards.
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

	/// All that there should be in the pot.
	pub fn total(&self) -> Exact {
		let pieces: Exact = self.pieces.iter().map(|piece| &piece.value + piece.due()).sum();
		let commission: Exact = self.validators.values().map(|record| &record.commission).sum();
		pieces + commission
	}
}
