//! Invariants of a cover under any order of operations, checked against exact fractions.

use num_bigint::{BigInt, Sign};
use num_rational::BigRational;
use palisade_share_pool::{Activation, Cover, Error, Index, Pending, Shares, INDEX_BITS};
use proptest::prelude::*;

const ACTORS: usize = 4;

#[derive(Clone, Debug)]
enum Operation {
	/// Covers stake at once.
	Enter {
		actor: usize,
		value: u128,
	},
	/// Covers stake with the next activation.
	Wait {
		actor: usize,
		value: u128,
	},
	Activate,
	/// Takes the actor's shares of all activations.
	Take {
		actor: usize,
	},
	/// Ends the cover of this many millionths of the actor's shares.
	Leave {
		actor: usize,
		millionths: u32,
	},
	/// Everything loses this many millionths, and this many millionths of the loss are paid.
	Lose {
		millionths: u32,
		paid: u32,
	},
	/// A payout unrelated to losses.
	Pay {
		payout: u128,
	},
	Claim {
		actor: usize,
	},
}

/// Small amounts are as frequent as large ones.
fn amount() -> impl Strategy<Value = u128> {
	(0u32..70, any::<u128>()).prop_map(|(bits, any)| 1 + any % (1 << bits))
}

fn millionths() -> impl Strategy<Value = u32> {
	prop_oneof![Just(1_000_000), Just(1), Just(999_999), 0u32..=1_000_000]
}

fn any_operation() -> impl Strategy<Value = Operation> {
	prop_oneof![
		4 => (0..ACTORS, amount()).prop_map(|(actor, value)| Operation::Enter { actor, value }),
		4 => (0..ACTORS, amount()).prop_map(|(actor, value)| Operation::Wait { actor, value }),
		3 => Just(Operation::Activate),
		3 => (0..ACTORS).prop_map(|actor| Operation::Take { actor }),
		4 => (0..ACTORS, millionths())
			.prop_map(|(actor, millionths)| Operation::Leave { actor, millionths }),
		4 => (millionths(), millionths())
			.prop_map(|(millionths, paid)| Operation::Lose { millionths, paid }),
		2 => amount().prop_map(|payout| Operation::Pay { payout }),
		3 => (0..ACTORS).prop_map(|actor| Operation::Claim { actor }),
	]
}

fn ratio(numerator: impl Into<BigInt>, denominator: impl Into<BigInt>) -> BigRational {
	BigRational::new(numerator.into(), denominator.into())
}

fn whole(number: u128) -> BigRational {
	BigRational::from_integer(number.into())
}

/// `P`.
fn precision() -> BigInt {
	BigInt::from(1u128 << INDEX_BITS)
}

/// This many millionths of an amount, rounded down.
fn part(amount: u128, millionths: u32) -> u128 {
	u128::try_from(BigInt::from(amount) * millionths / 1_000_000).unwrap()
}

#[derive(Clone)]
struct Holder {
	shares: Shares,
	settled: Index,
	/// Settled and not claimed.
	unclaimed: u128,
	claimed: u128,
	/// How often a value of the holder was rounded.
	settles: u128,
	/// The exact part of the sums spread: of each payout, plus the carry before and minus the carry
	/// after.
	exact: BigRational,
	/// The exact part of each payout.
	fair: BigRational,
}

/// A cover, its holders and their entitlements.
struct World {
	cover: Cover,
	holders: Vec<Holder>,
	waiting: (Pending, [u128; ACTORS]),
	activations: Vec<(Activation, [u128; ACTORS])>,
	paid_in: u128,
	payouts: u128,
	/// Payouts to the shares that the rounding of an activation has left, before they were burned.
	nobodys: BigRational,
	/// The largest number of shares so far.
	most_shares: u128,
}

impl World {
	fn new() -> Self {
		let holder = Holder {
			shares: Shares::ZERO,
			settled: Index::default(),
			unclaimed: 0,
			claimed: 0,
			settles: 0,
			exact: whole(0),
			fair: whole(0),
		};
		Self {
			cover: Cover::default(),
			holders: vec![holder; ACTORS],
			waiting: Default::default(),
			activations: Vec::new(),
			paid_in: 0,
			payouts: 0,
			nobodys: whole(0),
			most_shares: 0,
		}
	}

	/// An actor's shares, in pieces: the shares held, and those of each activation not yet taken.
	fn pieces(&self, actor: usize) -> Vec<(Shares, Index)> {
		let holder = &self.holders[actor];
		let untaken = self
			.activations
			.iter()
			.map(|(activation, units)| (activation.shares_of(units[actor]), activation.index.net));
		core::iter::once((holder.shares, holder.settled)).chain(untaken).collect()
	}

	fn shares_of(&self, actor: usize) -> u128 {
		self.pieces(actor).iter().map(|(shares, _)| shares.0).sum()
	}

	/// The amount that an actor can claim.
	fn claim_of(&self, actor: usize) -> u128 {
		let paid = |(shares, settled)| self.cover.paid(shares, settled).expect("it fits");
		self.holders[actor].unclaimed + self.pieces(actor).into_iter().map(paid).sum::<u128>()
	}

	/// The amount that an actor has claimed and can claim.
	fn received(&self, actor: usize) -> u128 {
		self.holders[actor].claimed + self.claim_of(actor)
	}

	/// How often a value of the actor was rounded, or would be by a claim now.
	fn roundings(&self, actor: usize) -> u128 {
		self.holders[actor].settles + self.pieces(actor).len() as u128
	}

	fn carry(&self) -> BigRational {
		let bytes: [u8; 32] = self.cover.carry.to_little_endian();
		ratio(BigInt::from_bytes_le(Sign::Plus, &bytes), precision())
	}

	/// The maximum shortfall of all shares because of the carry. Less than a planck as long as
	/// there are fewer than 2^96 shares.
	fn most_carried(&self) -> BigRational {
		ratio(self.most_shares, precision())
	}

	fn settle(&mut self, actor: usize) {
		let holder = &mut self.holders[actor];
		holder.unclaimed += self.cover.paid(holder.shares, holder.settled).expect("it fits");
		holder.settled = self.cover.index;
		holder.settles += 1;
	}

	fn pay(&mut self, payout: u128) {
		let before = self.cover.clone();
		let carry = self.carry();
		if before.covered.shares.is_zero() {
			assert_eq!(self.cover.pay(payout), Err(Error::Insufficient));
			assert_eq!(self.cover, before);
			return;
		}
		self.cover.pay(payout).expect("it fits");
		self.paid_in += payout;
		self.payouts += 1;
		let all = before.covered.shares.0;
		let spread = (whole(payout) + carry - self.carry()) / whole(all);
		let fair = ratio(payout, all);
		let mut others = whole(all);
		for actor in 0..ACTORS {
			let shares = whole(self.shares_of(actor));
			let holder = &mut self.holders[actor];
			holder.exact += &shares * &spread;
			holder.fair += &shares * &fair;
			others -= shares;
		}
		assert!(others >= whole(0), "no holder has shares that do not exist");
		self.nobodys += others * spread;
	}

	fn enter(&mut self, actor: usize, value: u128) {
		self.settle(actor);
		let before = self.cover.clone();
		match self.cover.enter(value) {
			Ok(shares) => {
				let held = &mut self.holders[actor].shares;
				*held = held.plus(shares).unwrap();
				assert_eq!(self.cover.paid(shares, self.cover.index), Ok(0));
			},
			// After an almost total loss, shares may be too cheap. `admit` then gives one
			// share.
			Err(_) => {
				assert_eq!(self.cover, before);
				assert_eq!(self.cover.admit(value), Shares(1));
				let held = &mut self.holders[actor].shares;
				*held = held.plus(Shares(1)).unwrap();
			},
		}
	}

	/// An actor takes the shares of its activated deposits.
	fn take(&mut self, actor: usize) {
		for at in 0..self.activations.len() {
			let (activation, units) = &mut self.activations[at];
			let units = core::mem::take(&mut units[actor]);
			if units == 0 {
				continue;
			}
			let taken = activation.take(units, None).unwrap();
			let index = activation.index.net;
			self.cover.covered.burn(taken.leftover);
			self.settle(actor);
			let holder = &mut self.holders[actor];
			holder.unclaimed += self.cover.paid(taken.shares, index).unwrap();
			holder.settles += 1;
			holder.shares = holder.shares.plus(taken.shares).unwrap();
		}
	}

	fn act(&mut self, operation: &Operation) {
		match operation {
			Operation::Enter { actor, value } => self.enter(*actor, *value),
			Operation::Wait { actor, value } => {
				let (pending, units) = &mut self.waiting;
				units[*actor] += pending.deposit(*value).unwrap();
			},
			Operation::Activate => {
				let (pending, units) = core::mem::take(&mut self.waiting);
				if !pending.is_empty() {
					let activation = self.cover.activate(pending);
					self.activations.push((activation, units));
				}
			},
			Operation::Take { actor } => self.take(*actor),
			Operation::Leave { actor, millionths } => {
				self.settle(*actor);
				let held = &mut self.holders[*actor].shares;
				let shares = Shares(part(held.0, *millionths));
				*held = held.minus(shares).unwrap();
				let worth = self.cover.covered.value_of(shares);
				assert_eq!(self.cover.leave(shares), Ok(worth));
			},
			Operation::Lose { millionths, paid } => {
				let before = self.cover.covered.stake;
				let lost = self.cover.lose(1_000_000, (*millionths).into());
				assert_eq!(self.cover.covered.stake, before - lost);
				let exact = ratio(BigInt::from(before) * *millionths, 1_000_000);
				assert_eq!(whole(lost), exact.ceil());
				self.pay(part(lost, *paid));
			},
			Operation::Pay { payout } => self.pay(*payout),
			Operation::Claim { actor } => {
				self.settle(*actor);
				let holder = &mut self.holders[*actor];
				let amount = core::mem::take(&mut holder.unclaimed);
				holder.claimed += amount;
				self.cover.claim(amount).expect("it is owed");
			},
		}
		self.most_shares = self.most_shares.max(self.cover.covered.shares.0);
	}

	fn check(&self) {
		let claims: u128 = (0..ACTORS).map(|actor| self.claim_of(actor)).sum();
		let claimed: u128 = self.holders.iter().map(|holder| holder.claimed).sum();
		assert_eq!(claimed + self.cover.owed, self.paid_in);
		assert!(claims <= self.cover.owed, "all can claim what they have");

		// The gap is the rounding of each piece, the carry, and the payouts to shares without an
		// owner.
		let roundings: u128 = (0..ACTORS).map(|actor| self.roundings(actor)).sum();
		let gap = whole(self.cover.owed - claims);
		assert!(gap <= whole(roundings) + self.most_carried() + &self.nobodys);
		assert!(self.carry() <= self.most_carried());
		let exact = self.holders.iter().fold(whole(0), |sum, holder| sum + &holder.exact);
		assert_eq!(exact + self.carry() + &self.nobodys, whole(self.paid_in), "nothing is lost");

		for (actor, holder) in self.holders.iter().enumerate() {
			let received = whole(self.received(actor));
			let roundings = whole(self.roundings(actor));
			assert!(received <= holder.exact, "never more than its part");
			assert!(holder.exact < &received + &roundings, "a planck less for each rounding");
			// The carry from one payout to the next may go to other holders.
			let carried = self.most_carried() * whole(self.payouts);
			assert!(received <= &holder.fair + &carried);
			assert!(holder.fair < received + roundings + carried);
		}
	}

	/// Ends the cover of all shares.
	fn drain(&mut self) {
		self.act(&Operation::Activate);
		for actor in 0..ACTORS {
			for operation in [
				Operation::Take { actor },
				Operation::Claim { actor },
				Operation::Leave { actor, millionths: 1_000_000 },
			] {
				self.act(&operation);
				self.check();
			}
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..Default::default() })]

	#[test]
	fn all_together_can_claim_what_was_paid_but_for_the_rounding_of_each(
		operations in prop::collection::vec(any_operation(), 1..50),
	) {
		let mut world = World::new();
		for operation in &operations {
			world.act(operation);
			world.check();
		}
		world.drain();
		prop_assert!(world.cover.is_empty());
		prop_assert_eq!(world.cover.covered.stake, 0);
		for holder in &world.holders {
			prop_assert_eq!(holder.unclaimed, 0);
		}
	}

	#[test]
	fn nothing_but_a_payout_changes_what_anybody_receives(
		operations in prop::collection::vec(any_operation(), 1..50),
	) {
		let mut world = World::new();
		for operation in &operations {
			let before: Vec<_> = (0..ACTORS).map(|actor| world.received(actor)).collect();
			let payouts = world.payouts;
			world.act(operation);
			for (actor, before) in before.into_iter().enumerate() {
				let after = world.received(actor);
				match world.payouts == payouts {
					true => prop_assert_eq!(after, before, "{:?}", operation),
					false => prop_assert!(after >= before, "{:?}", operation),
				}
			}
		}
	}

	/// For losses that leave a considerable part.
	#[test]
	fn a_loss_that_is_paid_in_full_is_made_good_in_proportion(
		stakes in prop::collection::vec(amount(), 1..8),
		losses in prop::collection::vec(0u32..=1_000, 1..20),
	) {
		let mut cover = Cover::default();
		let held: Vec<_> =
			stakes.iter().map(|stake| cover.enter(*stake).expect("dear enough")).collect();
		let mut settled = Index::default();
		let (mut lost_by, mut paid_to) = (vec![0; stakes.len()], vec![0; stakes.len()]);
		for loss in &losses {
			let value = |cover: &Cover, shares: Shares| cover.covered.value_of(shares);
			let before: Vec<_> = held.iter().map(|shares| value(&cover, *shares)).collect();
			let lost = cover.lose(1_000_000, (*loss).into());
			cover.pay(lost).unwrap();
			for (at, shares) in held.iter().enumerate() {
				lost_by[at] += before[at] - value(&cover, *shares);
				paid_to[at] += cover.paid(*shares, settled).unwrap();
			}
			settled = cover.index;
		}
		// Rounding: one of the value before the loss, one of the value after, one of the payout.
		// The virtual shares have a part of the value but not of the payout, at most a planck.
		let most = 4 * losses.len() as u128;
		for (lost, paid) in lost_by.into_iter().zip(paid_to) {
			prop_assert!(lost.abs_diff(paid) <= most, "lost {lost}, paid {paid}");
		}
	}

	#[test]
	fn who_comes_after_a_payout_has_no_part_of_it(
		first in amount(),
		late in amount(),
		lost in 0u32..=999_999,
		waits: bool,
	) {
		let mut cover = Cover::default();
		let early = cover.enter(first).unwrap();
		let mut pending = Pending::default();
		let units = pending.deposit(late).unwrap();
		let payout = cover.lose(1_000_000, lost.into());
		cover.pay(payout).unwrap();
		let before = cover.paid(early, Index::default()).unwrap();
		let (shares, settled) = match waits {
			true => {
				let mut activation = cover.activate(pending);
				(activation.take(units, None).unwrap().shares, activation.index.net)
			},
			false => match cover.enter(late) {
				Ok(shares) => (shares, cover.index),
				Err(_) => return Ok(()),
			},
		};
		prop_assert_eq!(cover.paid(shares, settled), Ok(0));
		prop_assert_eq!(cover.paid(early, Index::default()), Ok(before));
		prop_assert!(payout - before <= 1, "rounded once");
		prop_assert_eq!(cover.owed, payout);
	}
}
