//! The distribution of slashes, deposits and fees.
//!
//! # Slashes
//!
//! A slash is distributed in this order: a capped part to the reporter, its refund for the panels
//! that it paid (see below), a part of the rest burned, and the remainder to the treasury.
//!
//! # Deposits
//!
//! The deposit of the reporter and the bond of the accused are returned in the proportion in which
//! a panel or governance found for them. With `part` of the penalty upheld,
//!
//! ```text
//! the reporter forfeits ⌊deposit × (1 − part)⌋, which the accused wins,
//! the accused forfeits  ⌊bond × part⌋, which the reporter wins.
//! ```
//!
//! One part of a forfeited amount goes to the winner, the rest to the treasury. Both are returned
//! in full after an appeal, which eases the penalty without finding for a side. The reporter of an
//! allegation that lapses without a judgement forfeits [`Distribution::abandoned`] of the base
//! deposit, and gets the price of its place back: the reports of others have raised that price.
//! A reporter that withdraws its allegation forfeits that part of the base deposit, and all that
//! its place cost above that: junk that is withdrawn has paid for the places that it took. The
//! treasury gets the forfeited part of the price of a place, by a withdrawal or by a verdict. The
//! accused wins nothing of it, because it could fill its places with the junk of an accomplice.
//!
//! # Panels
//!
//! Each member that reveals its ballot is paid `⌊fee ÷ seats⌋`, whatever the verdict. The fee is
//! held, twice for two panels, of the party that has a panel called: the reporter of an allegation,
//! and the accused that disputes. The reporter of an allegation pays, or else the accused. After a
//! judgement the accused owes the reporter `⌊paid × part⌋`: from its own fees if it has disputed,
//! otherwise from the slash, and the rest as a fine is taken. The rest of the fees is returned. An
//! accused that disputes a proof bears the pay of the panel in any case, because no deposit answers
//! for the proof.
//!
//! A member that does not reveal its ballot is fined, from its spendable balance, then from its
//! commission due and from its self-stake above the minimum. The rest is not
//! collected, so that a fine ends no service. The self-stake that a member loses for a withheld
//! ballot that could have changed the verdict is taken whatever is left: by a self-stake at the
//! minimum, silence would be free. All fines go to the treasury: neither the parties nor other
//! members gain by silence.
//!
//! Every part is rounded down. The remainder goes to the treasury, or back to the owner of the
//! deposit.

use crate::{panel::revealed, types::*, *};
use alloc::vec::Vec;
use frame_support::traits::{
	fungible::{Balanced, BalancedHold, MutateHold},
	tokens::{Fortitude, Precision, Preservation},
	Get, Imbalance, OnUnbalanced,
};
use palisade_primitives::{Balance, Basis, OffenceId, PositionInspect, RewardClass, SlashControl};
use sp_arithmetic::{PerThing, Perbill};

/// Returns the amounts forfeited by the reporter and by the accused. Planck.
pub fn forfeits(deposit: Balance, bond: Balance, part: Perbill) -> (Balance, Balance) {
	(part.left_from_one().mul_floor(deposit), part.mul_floor(bond))
}

impl<T: Config> Pallet<T> {
	/// Pays an account, or the treasury if that fails. Returns whether the account was paid.
	fn pay(who: &T::AccountId, credit: CreditOf<T>) -> bool {
		let amount = credit.peek();
		if amount == 0 {
			return true;
		}
		match T::Currency::resolve(who, credit) {
			Ok(()) => true,
			Err(credit) => {
				T::Treasury::on_unbalanced(credit);
				Self::deposit_event(Event::PaymentFailed { who: who.clone(), amount });
				false
			},
		}
	}

	/// Pays the members of the current panel that revealed their ballots.
	pub(crate) fn pay_panel(id: OffenceId, offence: &mut Offence<T::AccountId>) {
		let panel = Panels::<T>::get(id).unwrap_or_default();
		let members: Vec<_> = revealed(&panel).map(|(member, _)| member.clone()).collect();
		let each = offence.fee.checked_div(count(panel.len()).into()).unwrap_or_default();
		let (reason, payer, fees) = match (offence.basis, &offence.reporter) {
			(Basis::Alleged, Some(reporter)) => {
				(HoldReason::Report, reporter, &mut offence.reporter_fees)
			},
			_ => (HoldReason::Dispute, &offence.validator, &mut offence.accused_fees),
		};
		let number = count(members.len());
		// Enough for two panels was held, unless another pallet reported the allegation.
		let wanted = each.saturating_mul(number.into()).min(*fees);
		let each = wanted.checked_div(number.into()).unwrap_or_default();
		if each == 0 {
			return;
		}
		let (mut credit, _) = T::Currency::slash(&reason.into(), payer, wanted);
		*fees = fees.saturating_sub(credit.peek());
		offence.paid = offence.paid.saturating_add(credit.peek());
		for member in &members {
			let (pay, rest) = credit.split(each);
			Self::pay(member, pay);
			credit = rest;
		}
		T::Treasury::on_unbalanced(credit);
		Self::deposit_event(Event::PanelPaid { offence: id, members: number, each });
	}

	/// Releases `held` except for `forfeited`. Returns the forfeited credit.
	fn settle_deposit(
		id: OffenceId,
		reason: HoldReason,
		who: &T::AccountId,
		held: Balance,
		forfeited: Balance,
	) -> CreditOf<T> {
		let reason = reason.into();
		let (credit, _) = T::Currency::slash(&reason, who, forfeited);
		let forfeited = credit.peek();
		let rest = held.saturating_sub(forfeited);
		// No other code releases or slashes funds held for this reason.
		let released = T::Currency::release(&reason, who, rest, Precision::BestEffort);
		let returned = released.unwrap_or_default();
		if returned < rest {
			log::error!(target: LOG_TARGET, "{who:?} got back {returned} of {rest}");
		}
		let who = who.clone();
		Self::deposit_event(Event::DepositSettled { offence: id, who, returned, forfeited });
		credit
	}

	/// Distributes a forfeited amount.
	fn distribute_forfeit(winner: Option<&T::AccountId>, credit: CreditOf<T>) {
		let won = winner.map_or(0, |_| T::Distribution::get().winner.mul_floor(credit.peek()));
		let (won, rest) = credit.split(won);
		if let Some(winner) = winner {
			Self::pay(winner, won);
		}
		if rest.peek() > 0 {
			T::Treasury::on_unbalanced(rest);
		}
	}

	/// Returns the amounts forfeited by the reporter and by the accused.
	fn forfeits_of(
		offence: &Offence<T::AccountId>,
		verdict: Verdict,
		authority: Authority,
	) -> (Balance, Balance) {
		let bond = offence.bond.unwrap_or_default();
		let place = offence.price_of_place();
		let base = offence.deposit.saturating_sub(place);
		let abandoned = |deposit: Balance| T::Distribution::get().abandoned.mul_floor(deposit);
		match (authority, offence.basis) {
			(Authority::Panel | Authority::Governance, _) => {
				forfeits(offence.deposit, bond, verdict.part())
			},
			(Authority::Reporter, _) => (place.saturating_add(abandoned(base)), 0),
			// Other reports raised the price of the place, and its reporter has taken nothing back.
			(Authority::Timeout, Basis::Alleged) => (abandoned(base), 0),
			_ => (0, 0),
		}
	}

	/// Settles deposits and fees: pays the panel, divides its pay between the parties, and returns
	/// deposits and fees except for the forfeited amounts.
	pub(crate) fn settle_deposits(
		id: OffenceId,
		offence: &mut Offence<T::AccountId>,
		verdict: Verdict,
		authority: Authority,
	) {
		Self::pay_panel(id, offence);
		let (by_reporter, by_accused) = Self::forfeits_of(offence, verdict, authority);
		let is_judged = matches!(authority, Authority::Panel | Authority::Governance);
		let owed = match offence.basis {
			Basis::Alleged if is_judged => verdict.part().mul_floor(offence.paid),
			_ => 0,
		};
		let accused = offence.validator.clone();
		let reporter = offence.reporter.clone();
		// A zero bond still marks the offence as disputed.
		let is_disputed = offence.bond.is_some();
		if !is_disputed {
			offence.owed = owed;
		}
		let place = match authority {
			Authority::Reporter => offence.price_of_place(),
			Authority::Panel | Authority::Governance => {
				verdict.part().left_from_one().mul_floor(offence.price_of_place())
			},
			_ => 0,
		};
		let deposit = core::mem::take(&mut offence.deposit);
		let held = deposit.saturating_add(core::mem::take(&mut offence.reporter_fees));
		if let Some(reporter) = reporter.as_ref().filter(|_| held > 0) {
			let forfeit = Self::settle_deposit(id, HoldReason::Report, reporter, held, by_reporter);
			// An allegation that lapsed finds for no side.
			let winner = match authority {
				Authority::Timeout => None,
				Authority::Reporter => Some(&accused).filter(|_| is_disputed),
				_ => Some(&accused),
			};
			let (place, forfeit) = forfeit.split(place);
			Self::distribute_forfeit(None, place);
			Self::distribute_forfeit(winner, forfeit);
		}
		let bond = offence.bond.as_mut().map(core::mem::take).unwrap_or_default();
		let fees = core::mem::take(&mut offence.accused_fees);
		if is_disputed && bond.saturating_add(fees) > 0 {
			// At most the fees: those of the reporter were as high.
			let owed = owed.min(fees);
			let (refund, _) = T::Currency::slash(&HoldReason::Dispute.into(), &accused, owed);
			let held = bond.saturating_add(fees).saturating_sub(refund.peek());
			Self::refund(id, reporter.as_ref(), refund);
			let forfeit = Self::settle_deposit(id, HoldReason::Dispute, &accused, held, by_accused);
			Self::distribute_forfeit(reporter.as_ref(), forfeit);
		}
	}

	/// Refunds the reporter for panels that it paid.
	fn refund(id: OffenceId, reporter: Option<&T::AccountId>, credit: CreditOf<T>) {
		let amount = credit.peek();
		match reporter.filter(|_| amount > 0) {
			Some(reporter) => {
				if Self::pay(reporter, credit) {
					let reporter = reporter.clone();
					Self::deposit_event(Event::FeeRefunded { offence: id, reporter, amount });
				}
			},
			None => T::Treasury::on_unbalanced(credit),
		}
	}

	/// Takes what the slash did not cover of the reporter's refund from the accused.
	pub(crate) fn collect_owed(id: OffenceId, offence: &mut Offence<T::AccountId>) {
		if offence.owed == 0 {
			return;
		}
		let paid = Self::take_fine(&offence.validator, offence.owed);
		offence.owed = offence.owed.saturating_sub(paid.peek());
		Self::refund(id, offence.reporter.as_ref(), paid);
	}

	/// Distributes a slash.
	pub(crate) fn distribute_loss(
		id: OffenceId,
		offence: &mut Offence<T::AccountId>,
		loss: CreditOf<T>,
	) {
		let amount = loss.peek();
		offence.slashed = offence.slashed.saturating_add(amount);
		let shares = T::Distribution::get();
		let most = shares.reporter_most.saturating_sub(offence.rewarded);
		let reward = match offence.reporter {
			Some(_) => shares.reporter.mul_floor(amount).min(most),
			None => 0,
		};
		let (rewarded, rest) = loss.split(reward);
		if let Some(reporter) = offence.reporter.clone().filter(|_| reward > 0) {
			offence.rewarded = offence.rewarded.saturating_add(reward);
			if Self::pay(&reporter, rewarded) {
				Self::deposit_event(Event::ReporterRewarded {
					offence: id,
					reporter,
					amount: reward,
				});
			}
		} else {
			drop(rewarded);
		}
		let (refund, rest) = rest.split(offence.owed);
		offence.owed = offence.owed.saturating_sub(refund.peek());
		if refund.peek() > 0 {
			Self::refund(id, offence.reporter.as_ref(), refund);
		}
		let (burned, rest) = {
			let burned = shares.burned.mul_floor(rest.peek());
			rest.split(burned)
		};
		// Dropping the imbalance burns it.
		drop(burned);
		T::Treasury::on_unbalanced(rest);
	}

	/// Takes up to `amount` of an account's spendable balance, and the rest of the self-stake.
	fn take_fine(member: &T::AccountId, amount: Balance) -> CreditOf<T> {
		let spendable = T::Currency::withdraw(
			member,
			amount,
			Precision::BestEffort,
			Preservation::Preserve,
			Fortitude::Polite,
		);
		let paid = spendable.unwrap_or_else(|_| CreditOf::<T>::zero());
		let left = amount.saturating_sub(paid.peek());
		if left == 0 {
			return paid;
		}
		// Fails for an account that is no validator any more: it pays what it has.
		match T::Stake::take_self_stake(member, left) {
			Ok(stake) => paid.merge(stake),
			Err(_) => paid,
		}
	}

	/// Fines the panel members that did not reveal a ballot, in favour of the treasury. If the
	/// withheld ballots `could_decide`, the members that committed to them lose a part of their
	/// self-stake besides.
	pub(crate) fn fine_absent(id: OffenceId, panel: &Panel<T::AccountId>, could_decide: bool) {
		let (fine, rules) = (T::BondAmounts::get().fine, T::PanelRules::get());
		for Seat { member, ballot } in panel {
			if matches!(ballot, Ballot::Revealed(_)) {
				continue;
			}
			let paid = Self::take_fine(member, fine);
			let (offence, amount) = (id, paid.peek());
			Self::deposit_event(Event::MemberFined { offence, member: member.clone(), amount });
			if amount > 0 {
				T::Treasury::on_unbalanced(paid);
			}
			if !could_decide || !matches!(ballot, Ballot::Committed(_)) {
				continue;
			}
			let own = |class| T::Stake::position_value(member, member, class);
			let stake = own(RewardClass::Compounding).saturating_add(own(RewardClass::Liquid));
			let wanted = rules.withheld.mul_floor(stake);
			let Ok(taken) = T::Stake::forfeit_self_stake(member, wanted) else { continue };
			let amount = taken.peek();
			if amount > 0 {
				let member = member.clone();
				Self::deposit_event(Event::MemberSlashed { offence, member, amount });
				T::Treasury::on_unbalanced(taken);
			}
		}
	}
}
