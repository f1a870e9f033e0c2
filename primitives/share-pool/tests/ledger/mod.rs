//! A caller's records around the crate: positions, pending deposits, exits, and the sums that must
//! add up. Each operation records its effect, so that a model can follow.

use palisade_share_pool::{Activation, DealWeight, ExitPool, Pending, Pool, RewardIndexes, Shares};
use sp_arithmetic::Perbill;
use std::collections::BTreeMap;

pub type Epoch = u32;
pub type Actor = usize;

/// Receives the commission; in shares if it comes from the compounding class.
pub const OPERATOR: Actor = 0;

/// The number of actors.
pub const ACTORS: Actor = 8;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
	Compounding,
	Liquid,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Terms {
	Compounding,
	Liquid,
	Deal,
}

impl Terms {
	pub const ALL: [Self; 3] = [Self::Compounding, Self::Liquid, Self::Deal];

	pub fn kind(self) -> Kind {
		match self {
			Self::Compounding => Kind::Compounding,
			Self::Liquid | Self::Deal => Kind::Liquid,
		}
	}
}

/// A holder: an actor and its terms.
pub type Key = (Actor, Terms);

/// The commission of a holder's deal, if any.
pub fn own_commission((actor, terms): Key) -> Option<Perbill> {
	const PARTS: [u32; ACTORS] =
		[0, 30_000_000, 1_000_000_000, 333_333_333, 1, 999_999_999, 123_456_789, 500_000_000];
	(terms == Terms::Deal).then(|| Perbill::from_parts(PARTS[actor]))
}

/// Where assets are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
	Vault(Kind),
	Pending(Terms),
	Exit(Kind, Epoch),
}

/// The effect of an operation.
#[derive(Clone, Debug)]
pub enum Effect {
	Pended {
		who: Key,
		assets: u128,
		units: u128,
	},
	Deposited {
		who: Key,
		assets: u128,
		shares: u128,
	},
	Activated {
		terms: Terms,
		epoch: Epoch,
		shares: u128,
		owners: Vec<(Key, u128)>,
	},
	Redeemed {
		who: Key,
		burned: u128,
		of: u128,
		assets: u128,
		emptied: bool,
		dust: u128,
	},
	Leaving {
		who: Key,
		shares: u128,
		of: u128,
	},
	Left {
		kind: Kind,
		epoch: Epoch,
		assets: u128,
		emptied: bool,
	},
	Collapsed {
		kind: Kind,
		epoch: Epoch,
		assets: u128,
	},
	LeftoverGone {
		terms: Terms,
		epoch: Epoch,
		from: Place,
		emptied: bool,
	},
	RewardSplit {
		reward: u128,
		commission: Perbill,
		compounding: u128,
		operator_shares: u128,
		liquid: u128,
		to_operator: u128,
		/// Before and after, in units of 2^-96 planck.
		carry: [[u8; 32]; 2],
	},
	Compounded,
	Slashed {
		base: u128,
		loss: u128,
		kept: BTreeMap<Place, u128>,
	},
	Withdrawn {
		who: Key,
		epoch: Epoch,
		assets: u128,
		pieces: u32,
		emptied: bool,
	},
}

/// An exit from a position in one epoch.
#[derive(Clone, Debug)]
struct Exit {
	epoch: Epoch,
	shares: Shares,
	/// Whether the exit earned until the boundary. False if it was closed with its class.
	earns: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Position {
	pub shares: Shares,
	generation: u32,
	settled: RewardIndexes,
	pending: BTreeMap<Epoch, u128>,
	exits: Vec<Exit>,
	/// Settled and not paid.
	rewards: u128,
	paid: u128,
	/// How often rewards were rounded down.
	settles: u32,
	/// Assets paid out.
	received: u128,
}

/// The assets and rewards that a holder could take out now, and those taken out before.
#[derive(Clone, Copy, Debug, Default)]
pub struct Claim {
	/// Assets still held. Planck.
	pub assets: u128,
	/// The number of pieces, each of which is rounded down.
	pub pieces: u32,
	/// Assets paid out. Planck.
	pub received: u128,
	/// Rewards, paid or not. Planck.
	pub rewards: u128,
	/// The unpaid part of `rewards`. Planck.
	pub unpaid: u128,
	/// The number of pieces in which the rewards were rounded down.
	pub settles: u32,
}

/// The sums over all operations. Planck.
#[derive(Clone, Debug, Default)]
pub struct Totals {
	pub deposited: u128,
	pub rewarded: u128,
	pub withdrawn: u128,
	pub claimed: u128,
	pub operator: u128,
	pub dust: u128,
	pub slashed: u128,
	pub unassigned: u128,
}

#[derive(Clone, Debug, Default)]
pub struct Ledger {
	pub pool: Pool,
	pub epoch: Epoch,
	pub positions: BTreeMap<Key, Position>,
	pending: BTreeMap<Terms, Pending>,
	activations: BTreeMap<(Terms, Epoch), Activation>,
	pub exits: BTreeMap<Epoch, ExitPool>,
	/// When each generation was closed, and at which indexes.
	closings: BTreeMap<(Kind, u32), (Epoch, RewardIndexes)>,
	pub totals: Totals,
	pub effects: Vec<Effect>,
}

fn earned(who: Key, shares: Shares, from: RewardIndexes, until: RewardIndexes) -> u128 {
	match (who.1, own_commission(who)) {
		(Terms::Compounding, _) => 0,
		(_, None) => until.net.since(from.net).earned(shares).unwrap(),
		(_, Some(own)) => until.gross.since(from.gross).earned_after(shares, own).unwrap(),
	}
}

impl Ledger {
	pub fn class(&self, kind: Kind) -> &palisade_share_pool::Vault {
		match kind {
			Kind::Compounding => &self.pool.compounding,
			Kind::Liquid => &self.pool.liquid.class,
		}
	}

	fn class_mut(&mut self, kind: Kind) -> &mut palisade_share_pool::Vault {
		match kind {
			Kind::Compounding => &mut self.pool.compounding,
			Kind::Liquid => &mut self.pool.liquid.class,
		}
	}

	fn emptied(&self, kind: Kind) -> bool {
		self.class(kind).shares.is_zero()
	}

	/// Runs an operation that may fail, and checks that a failure changes nothing.
	fn try_with<T>(
		&mut self,
		what: impl FnOnce(&mut Pool) -> Result<T, palisade_share_pool::Error>,
	) -> Option<T> {
		let before = self.pool.clone();
		match what(&mut self.pool) {
			Ok(done) => Some(done),
			Err(_) => {
				assert_eq!(self.pool, before, "refused, but changed");
				None
			},
		}
	}

	/// Deposits for the end of the epoch.
	pub fn pend(&mut self, who: Key, assets: u128) {
		let pending = self.pending.entry(who.1).or_default();
		let Ok(units) = pending.deposit(assets) else { return };
		if let Some(own) = own_commission(who) {
			pending.add_deal(units, own);
		}
		let epoch = self.epoch;
		*self.positions.entry(who).or_default().pending.entry(epoch).or_default() += units;
		self.totals.deposited += assets;
		self.effects.push(Effect::Pended { who, assets, units });
	}

	/// Deposits at once.
	pub fn deposit(&mut self, who: Key, assets: u128) {
		self.touch(who);
		let Some(shares) = self.try_with(|pool| match who.1.kind() {
			Kind::Compounding => pool.compounding.deposit(assets),
			Kind::Liquid => pool.liquid.class.deposit(assets),
		}) else {
			return;
		};
		if let Some(own) = own_commission(who) {
			let liquid = &mut self.pool.liquid;
			liquid.deal_shares = liquid.deal_shares.plus(shares).unwrap();
			liquid.deal_weight = liquid.deal_weight.plus(DealWeight::of(shares, own));
		}
		let position = self.positions.get_mut(&who).unwrap();
		position.shares = position.shares.plus(shares).unwrap();
		self.totals.deposited += assets;
		self.effects.push(Effect::Deposited { who, assets, shares: shares.0 });
	}

	/// Redeems at once. `part` chooses the number of shares.
	pub fn redeem(&mut self, who: Key, part: impl FnOnce(u128) -> u128) {
		self.touch(who);
		let held = self.positions[&who].shares;
		if held.is_zero() {
			return;
		}
		let shares = Shares(part(held.0));
		let redeemed = self.class_mut(who.1.kind()).redeem(shares).unwrap();
		if let Some(own) = own_commission(who) {
			let liquid = &mut self.pool.liquid;
			liquid.deal_shares = liquid.deal_shares.minus(shares).unwrap();
			liquid.deal_weight = liquid.deal_weight.minus(DealWeight::of(shares, own)).unwrap();
		}
		let position = self.positions.get_mut(&who).unwrap();
		position.shares = held.minus(shares).unwrap();
		position.received += redeemed.assets;
		self.totals.withdrawn += redeemed.assets;
		self.totals.dust += redeemed.dust;
		let emptied = self.emptied(who.1.kind());
		self.effects.push(Effect::Redeemed {
			who,
			burned: shares.0,
			of: held.0,
			assets: redeemed.assets,
			emptied,
			dust: redeemed.dust,
		});
	}

	/// Leaves with the end of the epoch.
	pub fn leave(&mut self, who: Key, part: impl FnOnce(u128) -> u128) {
		self.touch(who);
		let epoch = self.epoch;
		let position = self.positions.get_mut(&who).unwrap();
		let held = position.shares;
		if held.is_zero() {
			return;
		}
		let shares = Shares(part(held.0));
		position.shares = held.minus(shares).unwrap();
		position.add_exit(epoch, shares, true);
		let class = self.class_mut(who.1.kind());
		class.leaving = class.leaving.plus(shares).unwrap();
		if let Some(own) = own_commission(who) {
			let liquid = &mut self.pool.liquid;
			liquid.leaving_deal_shares = liquid.leaving_deal_shares.plus(shares).unwrap();
			liquid.leaving_deal_weight =
				liquid.leaving_deal_weight.plus(DealWeight::of(shares, own));
		}
		self.effects.push(Effect::Leaving { who, shares: shares.0, of: held.0 });
	}

	/// Withdraws the exits of earlier epochs.
	pub fn withdraw(&mut self, who: Key) {
		self.touch(who);
		let (now, kind) = (self.epoch, who.1.kind());
		let position = self.positions.get_mut(&who).unwrap();
		let mut pieces: BTreeMap<Epoch, Vec<Exit>> = BTreeMap::new();
		for exit in std::mem::take(&mut position.exits) {
			match exit.epoch < now {
				true => pieces.entry(exit.epoch).or_default().push(exit),
				false => position.exits.push(exit),
			}
		}
		for (epoch, exits) in pieces {
			let pool = self.exits.get_mut(&epoch).unwrap();
			let (mut assets, mut dust) = (0, 0);
			let count = exits.len() as u32;
			for exit in exits {
				if exit.earns && kind == Kind::Liquid {
					let reward = pool.last_reward(exit.shares, own_commission(who)).unwrap();
					pool.unclaimed = pool.unclaimed.checked_sub(reward).expect("it is covered");
					position.paid += reward;
					position.settles += 1;
					self.totals.claimed += reward;
				}
				let class = match kind {
					Kind::Compounding => &mut pool.compounding,
					Kind::Liquid => &mut pool.liquid,
				};
				let out = class.withdraw(exit.shares).expect("there is enough for all");
				assets += out.assets;
				dust += out.dust;
			}
			position.received += assets;
			self.totals.withdrawn += assets;
			self.totals.dust += dust;
			let emptied = match kind {
				Kind::Compounding => pool.compounding.shares_left.is_zero(),
				Kind::Liquid => pool.liquid.shares_left.is_zero(),
			};
			if pool.is_empty() {
				self.totals.dust += pool.unclaimed;
				self.exits.remove(&epoch);
			}
			self.effects.push(Effect::Withdrawn { who, epoch, assets, pieces: count, emptied });
		}
	}

	/// Pays the earned rewards.
	pub fn claim(&mut self, who: Key) {
		self.touch(who);
		let position = self.positions.get_mut(&who).unwrap();
		let amount = std::mem::take(&mut position.rewards);
		position.paid += amount;
		self.pool.liquid.claim(amount).expect("it is covered");
		self.totals.claimed += amount;
	}

	pub fn compound(&mut self) {
		self.pool.compounding.compound();
		self.effects.push(Effect::Compounded);
	}

	/// All assets that can be slashed.
	pub fn slashable(&self) -> u128 {
		self.pool.assets()
			+ self.pending.values().map(|pending| pending.assets).sum::<u128>()
			+ self.exits.values().map(ExitPool::assets_left).sum::<u128>()
	}

	/// Slashes `loss` of all assets, in proportion.
	pub fn slash(&mut self, loss: u128) {
		let base = self.slashable();
		if base == 0 {
			return;
		}
		let loss = loss.min(base);
		let mut kept = BTreeMap::new();
		let mut taken = self.pool.slash(base, loss);
		for kind in [Kind::Compounding, Kind::Liquid] {
			kept.insert(Place::Vault(kind), self.class(kind).assets());
		}
		for (terms, pending) in &mut self.pending {
			taken += pending.slash(base, loss);
			kept.insert(Place::Pending(*terms), pending.assets);
		}
		for (epoch, exits) in &mut self.exits {
			taken += exits.slash(base, loss);
			kept.insert(Place::Exit(Kind::Compounding, *epoch), exits.compounding.assets_left);
			kept.insert(Place::Exit(Kind::Liquid, *epoch), exits.liquid.assets_left);
		}
		assert_eq!(self.slashable(), base - taken);
		// Each part is rounded by less than one. The compounding class has two: stake and waiting
		// rewards.
		assert!(loss <= taken && taken <= loss + kept.len() as u128 + 1);
		self.totals.slashed += taken;
		self.effects.push(Effect::Slashed { base, loss, kept });
	}

	/// Pays the rewards of the epoch and ends it.
	pub fn end_epoch(&mut self, rewards: &[(u128, Perbill)]) {
		let before = self.pool.liquid.index;
		for (reward, commission) in rewards {
			self.reward(*reward, *commission);
		}
		let epoch = self.epoch;
		let mut exits = ExitPool::default();
		self.totals.dust += self.pool.close_exits(&mut exits, before).unwrap();
		for kind in [Kind::Compounding, Kind::Liquid] {
			let (assets, emptied) = match kind {
				Kind::Compounding => (exits.compounding.assets, self.emptied(kind)),
				Kind::Liquid => (exits.liquid.assets, self.emptied(kind)),
			};
			self.effects.push(Effect::Left { kind, epoch, assets, emptied });
			if !self.class(kind).has_collapsed() {
				continue;
			}
			let closed = (epoch, self.pool.liquid.index);
			self.closings.insert((kind, self.class(kind).generation), closed);
			let assets = self.class(kind).assets();
			let closing = match kind {
				Kind::Compounding => self.pool.close_compounding(&mut exits).unwrap(),
				Kind::Liquid => self.pool.close_liquid(&mut exits).unwrap(),
			};
			// The exits of the epoch have just left at the price of the class.
			assert!(closing.exchange.is_none() && closing.dust == 0);
			self.effects.push(Effect::Collapsed { kind, epoch, assets });
		}
		match exits.is_empty() {
			true => assert_eq!((exits.assets_left(), exits.unclaimed), (0, 0)),
			false => drop(self.exits.insert(epoch, exits)),
		}
		for (terms, pending) in std::mem::take(&mut self.pending) {
			self.activate(terms, pending);
		}
		self.epoch += 1;
	}

	fn activate(&mut self, terms: Terms, pending: Pending) {
		let (epoch, index) = (self.epoch, self.pool.liquid.index);
		let assets = pending.assets;
		let activation = pending.activate(self.class_mut(terms.kind()), index).unwrap();
		if activation.shares.is_zero() {
			// The deposit was too small to buy a share.
			self.totals.dust += assets;
		}
		if terms == Terms::Deal {
			let liquid = &mut self.pool.liquid;
			liquid.deal_shares = liquid.deal_shares.plus(activation.shares).unwrap();
			liquid.deal_weight = liquid.deal_weight.plus(activation.deal_weight);
		}
		let owners = self
			.positions
			.iter()
			.filter(|((_, of), _)| *of == terms)
			.filter_map(|(who, position)| {
				let units = position.pending.get(&epoch)?;
				Some((*who, activation.shares_of(*units).0))
			})
			.collect();
		self.effects.push(Effect::Activated { terms, epoch, shares: activation.shares.0, owners });
		self.activations.insert((terms, epoch), activation);
	}

	fn reward(&mut self, reward: u128, commission: Perbill) {
		let operator = (OPERATOR, Terms::Compounding);
		self.touch(operator);
		let before = self.pool.liquid.carry;
		let Some(paid) = self.try_with(|pool| pool.reward(reward, commission)) else { return };
		assert_eq!(paid.compounding + paid.liquid + paid.unassigned, reward);
		let position = self.positions.get_mut(&operator).unwrap();
		position.shares = position.shares.plus(paid.operator_shares).unwrap();
		self.totals.rewarded += reward;
		self.totals.operator += paid.to_operator;
		self.totals.unassigned += paid.unassigned;
		if paid.unassigned == 0 {
			self.effects.push(Effect::RewardSplit {
				reward,
				commission,
				compounding: paid.compounding,
				operator_shares: paid.operator_shares.0,
				liquid: paid.liquid,
				to_operator: paid.to_operator,
				carry: [before.to_little_endian(), self.pool.liquid.carry.to_little_endian()],
			});
		}
	}

	/// Settles a position and takes the shares of its activated deposits.
	fn touch(&mut self, who: Key) {
		let (now, kind) = (self.pool.liquid.index, who.1.kind());
		let mut position = self.positions.remove(&who).unwrap_or_default();
		if !position.shares.is_zero() {
			let closing = self.closings.get(&(kind, position.generation));
			let until = closing.map_or(now, |(_, index)| *index);
			position.rewards += earned(who, position.shares, position.settled, until);
			position.settles += 1;
			if let Some((epoch, _)) = closing {
				let closed = std::mem::take(&mut position.shares);
				position.add_exit(*epoch, closed, false);
			}
		}
		(position.generation, position.settled) = (self.class(kind).generation, now);
		for (epoch, units) in std::mem::take(&mut position.pending) {
			if epoch == self.epoch {
				position.pending.insert(epoch, units);
				continue;
			}
			let activation = self.activations.get_mut(&(who.1, epoch)).unwrap();
			let taken = activation
				.take(units, own_commission(who))
				.expect("what is left is never less than nothing");
			let closing = self.closings.get(&(kind, activation.generation)).copied();
			let until = closing.map_or(now, |(_, index)| index);
			position.rewards += earned(who, taken.shares, activation.index, until);
			position.settles += 1;
			match closing {
				Some((closed, _)) => position.add_exit(closed, taken.shares, false),
				None => position.shares = position.shares.plus(taken.shares).unwrap(),
			}
			if activation.units_left == 0 {
				self.activations.remove(&(who.1, epoch));
				self.burn_leftover(who.1, epoch, taken, closing.map(|(closed, _)| closed));
			}
		}
		self.positions.insert(who, position);
	}

	fn burn_leftover(
		&mut self,
		terms: Terms,
		epoch: Epoch,
		taken: palisade_share_pool::Taken,
		closed: Option<Epoch>,
	) {
		let kind = terms.kind();
		let (from, emptied) = match closed {
			None => {
				self.totals.dust += self.class_mut(kind).burn(taken.leftover);
				if terms == Terms::Deal {
					let liquid = &mut self.pool.liquid;
					liquid.deal_shares = liquid.deal_shares.minus(taken.leftover).unwrap();
					liquid.deal_weight = liquid.deal_weight.minus(taken.leftover_weight).unwrap();
				}
				(Place::Vault(kind), self.emptied(kind))
			},
			Some(closed) => {
				let mut emptied = true;
				if let Some(exits) = self.exits.get_mut(&closed) {
					let class = match kind {
						Kind::Compounding => &mut exits.compounding,
						Kind::Liquid => &mut exits.liquid,
					};
					self.totals.dust += class.burn(taken.leftover);
					emptied = class.shares_left.is_zero();
					if exits.is_empty() {
						self.totals.dust += exits.unclaimed;
						self.exits.remove(&closed);
					}
				}
				(Place::Exit(kind, closed), emptied)
			},
		};
		self.effects.push(Effect::LeftoverGone { terms, epoch, from, emptied });
	}

	/// The amounts that a holder could take out now. Changes nothing.
	pub fn claim_of(&self, who: Key) -> Claim {
		let Some(position) = self.positions.get(&who) else { return Claim::default() };
		let (now, kind) = (self.pool.liquid.index, who.1.kind());
		let mut claim = Claim {
			received: position.received,
			unpaid: position.rewards,
			settles: position.settles,
			..Default::default()
		};
		let (mut held, mut leaving) = (0, 0);
		let mut exits: BTreeMap<Epoch, u128> = BTreeMap::new();
		let mut hold = |shares: Shares, generation, from: RewardIndexes, claim: &mut Claim| {
			let closing = self.closings.get(&(kind, generation));
			let until = closing.map_or(now, |(_, index)| *index);
			claim.unpaid += earned(who, shares, from, until);
			claim.settles += 1;
			match closing {
				Some((epoch, _)) => *exits.entry(*epoch).or_default() += shares.0,
				None => held += shares.0,
			}
		};
		if !position.shares.is_zero() {
			hold(position.shares, position.generation, position.settled, &mut claim);
		}
		for (epoch, units) in &position.pending {
			if *epoch == self.epoch {
				claim.assets += self.pending[&who.1].value_of(*units);
				claim.pieces += 1;
				continue;
			}
			let activation = &self.activations[&(who.1, *epoch)];
			let shares = activation.shares_of(*units);
			hold(shares, activation.generation, activation.index, &mut claim);
		}
		for exit in &position.exits {
			if exit.epoch == self.epoch {
				leaving += exit.shares.0;
				continue;
			}
			*exits.entry(exit.epoch).or_default() += exit.shares.0;
			if exit.earns && kind == Kind::Liquid {
				let pool = &self.exits[&exit.epoch];
				claim.unpaid += pool.last_reward(exit.shares, own_commission(who)).unwrap();
				claim.settles += 1;
			}
		}
		for (shares, value) in [held, leaving].map(|of| (of, self.class(kind).value_of(Shares(of))))
		{
			claim.assets += value;
			claim.pieces += u32::from(shares > 0);
		}
		for (epoch, shares) in exits {
			let Some(pool) = self.exits.get(&epoch) else {
				assert_eq!(shares, 0);
				continue;
			};
			let class = match kind {
				Kind::Compounding => &pool.compounding,
				Kind::Liquid => &pool.liquid,
			};
			claim.assets += class.value_of(Shares(shares));
			claim.pieces += 1;
		}
		claim.rewards = position.paid + claim.unpaid;
		claim
	}

	/// The invariants after each operation. `claims` are those of all holders.
	pub fn check(&self, claims: &[Claim]) {
		let totals = &self.totals;
		let unclaimed = self.pool.liquid.unclaimed
			+ self.exits.values().map(|exits| exits.unclaimed).sum::<u128>();
		let held = self.slashable();
		assert_eq!(
			totals.deposited + totals.rewarded,
			totals.withdrawn
				+ totals.claimed
				+ totals.operator
				+ totals.dust
				+ totals.slashed
				+ totals.unassigned
				+ held + unclaimed,
			"every planck is somewhere"
		);
		assert!(claims.iter().map(|claim| claim.assets).sum::<u128>() <= held);
		assert!(claims.iter().map(|claim| claim.unpaid).sum::<u128>() <= unclaimed);
		assert_eq!(self.pool.liquid.class.waiting, 0);
		self.check_deals();
	}

	/// The shares and the weight of deals equal the sums over all their holders.
	fn check_deals(&self) {
		let liquid = &self.pool.liquid;
		let generation = liquid.class.generation;
		let (mut shares, mut weight) = (liquid.leaving_deal_shares, liquid.leaving_deal_weight);
		for (who, position) in &self.positions {
			let Some(own) = own_commission(*who) else { continue };
			if position.generation == generation {
				shares = shares.plus(position.shares).unwrap();
				weight = weight.plus(DealWeight::of(position.shares, own));
			}
		}
		for ((terms, _), activation) in &self.activations {
			if *terms == Terms::Deal && activation.generation == generation {
				shares = shares.plus(activation.shares_left).unwrap();
				weight = weight.plus(activation.deal_weight);
			}
		}
		assert_eq!((liquid.deal_shares, liquid.deal_weight), (shares, weight));
	}

	/// All holders leave and withdraw everything.
	pub fn drain(&mut self) {
		for all_out in [false, false, true] {
			for terms in Terms::ALL {
				for actor in 0..ACTORS {
					let who = (actor, terms);
					self.leave(who, |all| all);
					self.withdraw(who);
					self.claim(who);
					assert!(!all_out || self.positions[&who].exits.is_empty());
				}
			}
			self.end_epoch(&[]);
		}
		assert!(self.pending.is_empty() && self.activations.is_empty() && self.exits.is_empty());
		assert_eq!(self.slashable(), 0);
		assert_eq!(
			(self.pool.liquid.deal_shares, self.pool.liquid.deal_weight),
			Default::default()
		);
	}
}

impl Position {
	fn add_exit(&mut self, epoch: Epoch, shares: Shares, earns: bool) {
		if shares.is_zero() {
			return;
		}
		match self.exits.iter_mut().find(|exit| exit.epoch == epoch && exit.earns == earns) {
			Some(exit) => exit.shares = exit.shares.plus(shares).unwrap(),
			None => self.exits.push(Exit { epoch, shares, earns }),
		}
	}
}
