//! Invariants under any order of operations.

use num_bigint::BigInt;
use num_rational::BigRational;
use palisade_share_pool::{Error, ExitClass, Pool, RewardIndexes, Shares, Vault, VIRTUAL_SHARES};
use proptest::prelude::*;
use sp_arithmetic::Perbill;

/// The number of actors. The tests watch the first.
const ACTORS: usize = 4;

#[derive(Clone, Debug)]
enum Operation {
	Deposit {
		actor: usize,
		assets: u128,
	},
	/// This many millionths of the actor's shares.
	Redeem {
		actor: usize,
		millionths: u32,
	},
	/// Gives shares up in favour of all other holders.
	Burn {
		actor: usize,
		shares: u128,
	},
	Reward {
		reward: u128,
		commission: Perbill,
	},
	Slash {
		millionths: u32,
	},
	Compound,
}

/// Small amounts are as frequent as large ones.
fn amount() -> impl Strategy<Value = u128> {
	(0u32..80, any::<u128>()).prop_map(|(bits, any)| 1 + any % (1 << bits))
}

fn commission() -> impl Strategy<Value = Perbill> {
	prop_oneof![
		Just(Perbill::zero()),
		Just(Perbill::one()),
		(0u32..=1_000_000_000).prop_map(Perbill::from_parts),
	]
}

fn millionths() -> impl Strategy<Value = u32> {
	prop_oneof![Just(1_000_000), Just(1), Just(999_999), 0u32..=1_000_000]
}

fn deposit(actors: std::ops::Range<usize>) -> impl Strategy<Value = Operation> {
	(actors, amount()).prop_map(|(actor, assets)| Operation::Deposit { actor, assets })
}

fn redeem(actors: std::ops::Range<usize>) -> impl Strategy<Value = Operation> {
	(actors, millionths()).prop_map(|(actor, millionths)| Operation::Redeem { actor, millionths })
}

fn reward() -> impl Strategy<Value = Operation> {
	(amount(), commission())
		.prop_map(|(reward, commission)| Operation::Reward { reward, commission })
}

fn slash() -> impl Strategy<Value = Operation> {
	millionths().prop_map(|millionths| Operation::Slash { millionths })
}

fn any_operation() -> impl Strategy<Value = Operation> {
	prop_oneof![
		6 => deposit(0..ACTORS),
		6 => redeem(0..ACTORS),
		1 => (1..ACTORS, amount()).prop_map(|(actor, shares)| Operation::Burn { actor, shares }),
		3 => reward(),
		1 => slash(),
		1 => Just(Operation::Compound),
	]
}

fn ratio(numerator: impl Into<BigInt>, denominator: impl Into<BigInt>) -> BigRational {
	BigRational::new(numerator.into(), denominator.into())
}

fn whole(number: u128) -> BigRational {
	BigRational::from_integer(number.into())
}

/// A + 1.
fn divided(class: &Vault) -> BigInt {
	BigInt::from(class.stake) + class.waiting + 1
}

/// (A + 1) / (S + V), exactly.
fn price(class: &Vault) -> BigRational {
	ratio(divided(class), BigInt::from(class.shares.0) + VIRTUAL_SHARES)
}

/// The compounding class of a pool, its holders, and the first one's maximum entitlement.
#[derive(Default)]
struct Holders {
	pool: Pool,
	shares: [u128; ACTORS],
	operator: u128,
	/// Deposits and withdrawals of the first actor.
	paid_in: u128,
	paid_out: u128,
	/// The first actor's entitlement less its withdrawals: its deposits, its part of each reward,
	/// and its part of the other holders' losses by rounding. A slash takes its part, in proportion
	/// to A + 1.
	entitled: BigRational,
}

impl Holders {
	fn new() -> Self {
		Self { entitled: whole(0), ..Default::default() }
	}

	/// The first actor's gain when another loses `loss` to all holders.
	fn gain(&mut self, loss: BigRational) {
		let all = BigInt::from(self.pool.compounding.shares.0) + VIRTUAL_SHARES;
		self.entitled += loss * ratio(self.shares[0], all);
	}

	/// As [`Self::act`].
	fn reward(&mut self, reward: u128, commission: Perbill) -> bool {
		let before = self.pool.clone();
		let Ok(paid) = self.pool.reward(reward, commission) else {
			assert_eq!(self.pool, before);
			return false;
		};
		if paid.unassigned > 0 {
			return false;
		}
		self.operator += paid.operator_shares.0;
		let fee = commission.mul_floor(reward);
		let all = before.compounding.shares.0;
		self.entitled += whole(reward - fee) * ratio(self.shares[0], all);
		// The fee buys at the price in between.
		let between = ratio(
			divided(&before.compounding) + (reward - fee),
			BigInt::from(all) + VIRTUAL_SHARES,
		);
		let loss = whole(fee) - whole(paid.operator_shares.0) * &between;
		assert!(whole(0) <= loss && loss < between);
		self.gain(loss);
		self.pool.compounding.shares.is_zero()
	}

	/// Returns whether the price may fall: after a slash, or when no holder is left.
	fn act(&mut self, operation: &Operation) -> bool {
		let before = self.pool.clone();
		let price = price(&before.compounding);
		match operation {
			Operation::Deposit { actor, assets } => {
				let Ok(bought) = self.pool.compounding.deposit(*assets) else {
					assert_eq!(self.pool, before);
					return false;
				};
				let loss = whole(*assets) - whole(bought.0) * &price;
				assert!(whole(0) <= loss && loss < price);
				self.shares[*actor] += bought.0;
				match actor {
					0 => {
						self.paid_in += assets;
						self.entitled += whole(*assets);
					},
					_ => self.gain(loss),
				}
			},
			Operation::Redeem { actor, millionths } => {
				let held = self.shares[*actor];
				let shares = match millionths {
					1_000_000 => held,
					part => u128::try_from(BigInt::from(held) * part / 1_000_000).unwrap(),
				};
				let redeemed = self.pool.compounding.redeem(Shares(shares)).unwrap();
				let loss = whole(shares) * &price - whole(redeemed.assets);
				assert!(whole(0) <= loss && loss < whole(1));
				self.shares[*actor] -= shares;
				match actor {
					0 => {
						self.paid_out += redeemed.assets;
						self.entitled -= whole(redeemed.assets);
					},
					_ => self.gain(loss),
				}
			},
			Operation::Burn { actor, shares } => {
				let shares = self.shares[*actor].min(*shares);
				self.pool.compounding.burn(Shares(shares));
				self.shares[*actor] -= shares;
				self.gain(whole(shares) * &price);
			},
			Operation::Reward { reward, commission } => return self.reward(*reward, *commission),
			Operation::Slash { millionths } => {
				self.pool.slash(1_000_000, (*millionths).into());
				self.entitled *=
					ratio(divided(&self.pool.compounding), divided(&before.compounding));
				return true;
			},
			Operation::Compound => {
				self.pool.compounding.compound();
			},
		}
		self.pool.compounding.shares.is_zero()
	}

	/// The exact value of the first actor's shares.
	fn worth(&self) -> BigRational {
		whole(self.shares[0]) * price(&self.pool.compounding)
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..Default::default() })]

	#[test]
	fn no_holder_gets_more_than_deposits_and_a_fair_part_of_the_rewards(
		operations in prop::collection::vec(any_operation(), 1..40),
	) {
		let mut holders = Holders::new();
		for operation in &operations {
			holders.act(operation);
			prop_assert!(holders.worth() <= holders.entitled, "after {operation:?}");
			let claim = holders.pool.compounding.value_of(Shares(holders.shares[0]));
			prop_assert!(whole(claim) <= holders.entitled);
		}
		let shares = holders.shares.iter().sum::<u128>() + holders.operator;
		prop_assert_eq!(shares, holders.pool.compounding.shares.0);
		holders.act(&Operation::Redeem { actor: 0, millionths: 1_000_000 });
		prop_assert!(holders.entitled >= whole(0));
	}

	/// The other holders do nothing: their roundings would be a gift.
	#[test]
	fn no_holder_gets_more_than_deposits_without_rewards(
		others in prop::collection::vec(any_operation(), 0..10),
		own in prop::collection::vec(
			prop_oneof![3 => deposit(0..1), 3 => redeem(0..1), 1 => slash(), 1 => Just(Operation::Compound)],
			1..30,
		),
	) {
		let mut holders = Holders::new();
		for operation in &others {
			holders.act(operation);
		}
		holders.act(&Operation::Redeem { actor: 0, millionths: 1_000_000 });
		(holders.paid_in, holders.paid_out) = (0, 0);
		for operation in &own {
			holders.act(operation);
			let claim = holders.pool.compounding.value_of(Shares(holders.shares[0]));
			prop_assert!(holders.paid_out + claim <= holders.paid_in);
		}
		holders.act(&Operation::Redeem { actor: 0, millionths: 1_000_000 });
		prop_assert!(holders.paid_out <= holders.paid_in);
	}

	#[test]
	fn all_actors_together_get_no_more_than_there_was(
		operations in prop::collection::vec(any_operation(), 1..40),
	) {
		let mut holders = Holders::new();
		for operation in &operations {
			holders.act(operation);
			let class = &holders.pool.compounding;
			let claims: u128 = holders.shares.iter().map(|held| class.value_of(Shares(*held))).sum();
			prop_assert!(claims + class.value_of(Shares(holders.operator)) <= class.assets());
		}
	}

	#[test]
	fn price_never_falls_without_a_slash(
		operations in prop::collection::vec(any_operation(), 1..60),
	) {
		let mut holders = Holders::new();
		for operation in &operations {
			let before = price(&holders.pool.compounding);
			let may_fall = holders.act(operation);
			let after = price(&holders.pool.compounding);
			prop_assert!(may_fall || after >= before, "{operation:?}: {before} to {after}");
			if matches!(operation, Operation::Compound) {
				prop_assert_eq!(after, before);
			}
		}
	}

	#[test]
	fn depositing_in_pieces_never_gains_and_costs_at_most_one_unit_for_each(
		others in amount(),
		pieces in prop::collection::vec(amount(), 1..12),
		growth in 0u128..1_000,
	) {
		let mut pool = Pool::default();
		pool.compounding.deposit(others).unwrap();
		// At most a planck per share.
		pool.reward(others.saturating_mul(growth), Perbill::zero()).unwrap();
		let mut once = pool.compounding.clone();
		let all: u128 = pieces.iter().sum();
		let Ok(merged) = once.deposit(all) else { return Ok(()) };
		let mut split = Shares::ZERO;
		let mut class = pool.compounding;
		for piece in &pieces {
			match class.deposit(*piece) {
				Ok(bought) => split = split.plus(bought).unwrap(),
				// The depositor keeps the amount and loses nothing.
				Err(error) => {
					prop_assert_eq!(error, Error::NothingBought);
					return Ok(());
				},
			}
		}
		prop_assert!(split <= merged);
		let (split, merged) = (class.value_of(split), once.value_of(merged));
		prop_assert!(split <= all && split + pieces.len() as u128 >= merged);
	}

	#[test]
	fn merging_positions_changes_claims_by_at_most_one_unit_for_each(
		assets in amount(),
		pieces in prop::collection::vec(amount(), 1..12),
	) {
		let all: u128 = pieces.iter().sum();
		let class = Vault { stake: assets, shares: Shares(all), ..Default::default() };
		let mut exits = ExitClass::default();
		exits.add(assets, Shares(all)).unwrap();
		let most = pieces.len() as u128 - 1;
		let value = |of: &dyn Fn(Shares) -> u128| {
			(of(Shares(all)), pieces.iter().map(|piece| of(Shares(*piece))).sum::<u128>())
		};
		for (merged, split) in
			[value(&|shares| class.value_of(shares)), value(&|shares| exits.value_of(shares))]
		{
			prop_assert!(split <= merged && merged <= split + most);
		}
	}

	#[test]
	fn settling_more_often_never_earns_more(
		stake in amount(),
		part in 1u32..=1_000_000,
		own in commission(),
		rewards in prop::collection::vec((amount(), commission(), any::<bool>()), 1..30),
	) {
		let mut pool = Pool::default();
		let all = pool.liquid.class.deposit(stake).unwrap();
		let shares = Shares(u128::try_from(BigInt::from(all.0) * part / 1_000_000).unwrap());
		let (mut standard, mut deal, mut settled, mut times) = (0, 0, RewardIndexes::default(), 0);
		for (reward, commission, settles) in rewards {
			pool.reward(reward, commission).unwrap();
			if settles {
				let now = pool.liquid.index;
				// The second settlement adds nothing.
				for from in [settled, now] {
					standard += pool.liquid.accrued(shares, from, now).unwrap();
					deal += now.gross.since(from.gross).earned_after(shares, own).unwrap();
				}
				(settled, times) = (now, times + 1);
			}
		}
		let once = pool.liquid.accrued(shares, RewardIndexes::default(), settled).unwrap();
		prop_assert!(standard <= once && once <= standard + times);
		let once = settled.gross.earned_after(shares, own).unwrap();
		prop_assert!(deal <= once && once <= deal + times);
		prop_assert!(standard <= pool.liquid.unclaimed);
	}

	#[test]
	fn donation_before_a_deposit_costs_the_attacker_a_thousand_times_what_it_costs_the_victim(
		stake in amount(),
		donation in amount(),
		deposit in amount(),
	) {
		check_attack(stake, donation, deposit)?;
	}

	#[test]
	fn who_joins_exits_takes_nothing_from_those_who_are_there(
		steps in prop::collection::vec((amount(), amount(), millionths(), 0..5u8), 1..40),
	) {
		let mut exits = ExitClass::default();
		let mut owners: Vec<Shares> = Vec::new();
		for (assets, shares, millionths, step) in steps {
			let before: Vec<_> = owners.iter().map(|owned| exits.value_of(*owned)).collect();
			match step {
				// At any price of the class's shares.
				0..=2 => {
					let Ok(joined) = exits.join(assets, Shares(shares)) else { continue };
					prop_assert!(exits.value_of(joined) <= assets);
					owners.push(joined);
				},
				3 if !owners.is_empty() => {
					let leaves = owners.remove(shares as usize % owners.len());
					let worth = exits.value_of(leaves);
					prop_assert_eq!(exits.withdraw(leaves).map(|it| it.assets), Ok(worth));
					continue;
				},
				_ => {
					exits.slash(1_000_000, millionths.into());
					continue;
				},
			}
			for (owned, before) in owners.iter().zip(before) {
				prop_assert!(exits.value_of(*owned) >= before);
			}
			let all: u128 = owners.iter().map(|owned| exits.value_of(*owned)).sum();
			prop_assert!(all <= exits.assets_left);
		}
	}

	#[test]
	fn exits_pay_out_no_more_than_they_have_in_any_order(
		assets in amount(),
		owners in prop::collection::vec((amount(), millionths(), any::<bool>()), 1..10),
	) {
		let all = Shares(owners.iter().map(|(shares, ..)| shares).sum());
		let mut exits = ExitClass::default();
		exits.add(assets, all).unwrap();
		let (mut out, mut slashed) = (0, 0);
		for (shares, millionths, slash) in owners {
			if slash {
				slashed += exits.slash(1_000_000, millionths.into());
			}
			let withdrawn = exits.withdraw(Shares(shares));
			prop_assert!(withdrawn.is_ok(), "there is enough for all");
			let withdrawn = withdrawn.unwrap();
			out += withdrawn.assets + withdrawn.dust;
		}
		prop_assert_eq!(out + slashed, assets);
	}
}

/// An attacker deposits first and inflates the share price with a reward that is all its own.
/// Returns the victim's loss.
fn check_attack(stake: u128, donation: u128, deposit: u128) -> Result<u128, TestCaseError> {
	let mut pool = Pool::default();
	let attacker = pool.compounding.deposit(stake).unwrap();
	pool.reward(donation, Perbill::zero()).unwrap();
	let Ok(victim) = pool.compounding.deposit(deposit) else { return Ok(0) };
	let loss = deposit - pool.compounding.value_of(victim);
	// A share and a rounded planck.
	let most =
		ratio(BigInt::from(stake) + donation + 1, (BigInt::from(stake) + 1) * VIRTUAL_SHARES)
			+ whole(1);
	prop_assert!(whole(loss) <= most);
	if stake + donation <= deposit {
		prop_assert!(loss <= deposit / VIRTUAL_SHARES + 1, "less than a thousandth");
	}
	let value = pool.compounding.redeem(attacker).unwrap().assets;
	prop_assert!(value <= stake + donation, "never profitable");
	let cost = stake + donation - value;
	// (V − 1)·((loss − 1)·V − 1) ≤ cost·V + 1, from the two bounds above.
	let least = BigInt::from(VIRTUAL_SHARES - 1) * ((BigInt::from(loss) - 1) * VIRTUAL_SHARES - 1);
	prop_assert!(least <= BigInt::from(cost) * VIRTUAL_SHARES + 1, "{loss} for {cost}");
	Ok(loss)
}

#[test]
fn best_donation_takes_less_than_a_thousandth_of_the_spending() {
	for deposit in [1_000_000, 999_999_937, 1_000_000_000_000] {
		let mut worst = 0;
		for stake_bits in 0..40 {
			// The attacker donates all funds, or just enough that the victim misses a share.
			let stake = 1 << stake_bits;
			if stake >= deposit {
				break;
			}
			let just_missed = (1..=20).filter_map(|shares| {
				let price = deposit / shares;
				(price * VIRTUAL_SHARES * (stake + 1)).checked_sub(stake + 1)
			});
			for donation in just_missed.chain([deposit - stake]) {
				let spent = stake + donation;
				let loss = check_attack(stake, donation, deposit).unwrap();
				assert!(loss <= spent / VIRTUAL_SHARES + 2, "{stake} {donation}: {loss}");
				if spent <= deposit {
					worst = worst.max(loss);
				}
			}
		}
		assert!(worst <= deposit / VIRTUAL_SHARES, "{worst} of {deposit}");
	}
}

#[test]
fn operation_alone_returns_less_than_it_took() {
	// At an odd price: every amount up to a thousand, there and back.
	let mut pool = Pool::default();
	pool.compounding.deposit(777).unwrap();
	pool.reward(1_234_567, Perbill::from_percent(3)).unwrap();
	for assets in 1..1_000 {
		let mut class = pool.compounding.clone();
		let Ok(shares) = class.deposit(assets) else { continue };
		assert!(class.redeem(shares).unwrap().assets <= assets);
	}
}
