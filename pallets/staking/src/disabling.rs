//! Members of the running set that are kept from making blocks.
//!
//! A validator that is jailed or banned stays in the sets that were elected before: in the running
//! one, and in the next. It is disabled in both, from the block of its jailing on, and enabled
//! again in the block in which it leaves jail or its jailing is reversed.
//!
//! # Limit
//!
//! The disabled members are less than a third of the members *on duty*, by number **and** by weight
//! in consensus: of `n` members at most `⌊(n − 1) / 3⌋`, and `3 × Σ power < total power`. On duty
//! are the validators of the session that were not [kept offline](crate::election). A chain whose
//! block authors were disabled beyond that could be stopped by reports. So no member of three on
//! duty is disabled, and none with a third of their weight.
//!
//! Within the limit the gravest cases come first: the banned; then the jailed, the later end of the
//! jail term before the earlier; then the greater weight; then the lower account. A member that
//! does not fit is passed over for the next. Whenever a member is jailed, banned or released, the
//! choice is made anew, and a member may be enabled in favour of a graver case.
//!
//! # Duties
//!
//! No blocks are expected in an epoch from a member that was disabled in it: it must not be fined
//! for blocks that it was not allowed to make. If it is released within the epoch, it is paid as if
//! no blocks had been expected of it: for its participation, and for authorship in full.
//!
//! The only code that writes [`ConfinedMembers`], [`DisabledMembers`] and [`MembersOnDuty`].

use crate::{types::*, *};
use alloc::{collections::BTreeSet, vec::Vec};
use core::cmp::Reverse;
use palisade_primitives::{Balance, DisableMembers, EpochIndex, Exposure};

/// One in this many members, by number and by power, can be disabled, less one.
const DISABLED_ONE_IN: u32 = 3;

/// The accounts to disable of the `confined`, in a set of `members` with a `total` power: see [the
/// module](self). Sorts the confined members by gravity.
pub(crate) fn within_limit<AccountId: Clone + Ord>(
	confined: &mut [Confined<AccountId>],
	members: u32,
	total: Balance,
) -> Vec<AccountId> {
	// The banned, who have no end of a jail term, come first.
	confined.sort_by(|a, b| {
		let rank =
			|it: &Confined<AccountId>| (it.until.is_some(), Reverse(it.until), Reverse(it.power));
		rank(a).cmp(&rank(b)).then_with(|| a.validator.cmp(&b.validator))
	});
	let most = members.saturating_sub(1).checked_div(DISABLED_ONE_IN).unwrap_or_default();
	let mut power: Balance = 0;
	let mut chosen = Vec::new();
	for member in confined {
		if count(chosen.len()) >= most {
			break;
		}
		let with_it = power.saturating_add(member.power);
		if with_it.saturating_mul(DISABLED_ONE_IN.into()) < total {
			power = with_it;
			chosen.push(member.validator.clone());
		}
	}
	chosen
}

impl<AccountId> Confined<AccountId> {
	/// A member in this state, if jailed or banned.
	pub(crate) fn new(validator: AccountId, power: Balance, state: State) -> Option<Self> {
		let until = match state {
			State::Banned => None,
			State::Jailed { until } => Some(until),
			_ => return None,
		};
		Some(Self { validator, power, until })
	}
}

impl<T: Config> Pallet<T> {
	/// Disables the confined members of the set that begins. The session pallet has forgotten those
	/// of the set before.
	pub(crate) fn disable_at_start(confined: ConfinedOf<T>) {
		Self::disable(confined);
	}

	/// Disables or enables a member of the running set whose state changes.
	pub(crate) fn update_confinement(validator: &T::AccountId, state: State) {
		let mut confined = ConfinedMembers::<T>::get();
		let known = confined.iter().position(|member| member.validator == *validator);
		let before = known.map(|index| confined.swap_remove(index).power);
		let power = before.or_else(|| Some(Self::exposure_of(Self::now(), validator)?.power));
		let Some(power) = power else { return };
		if let Some(member) = Confined::new(validator.clone(), power, state) {
			// At most as many as the set, which has the same bound.
			let _ = confined.try_push(member);
		}
		Self::disable(confined);
	}

	/// The members of a set that make blocks, the disabled included.
	pub(crate) fn on_duty(epoch: EpochIndex, set: &[Exposure<T::AccountId>]) -> OnDuty {
		let in_session: BTreeSet<_> = T::Disabling::members().into_iter().collect();
		let kept_offline: BTreeSet<_> =
			KeptOffline::<T>::get(epoch).unwrap_or_default().into_iter().collect();
		let is_on_duty = |validator: &T::AccountId| {
			in_session.contains(validator) && !kept_offline.contains(validator)
		};
		set.iter().filter(|member| is_on_duty(&member.validator)).fold(
			OnDuty::default(),
			|OnDuty { members, power }, member| OnDuty {
				members: members.saturating_add(1),
				power: power.saturating_add(member.power),
			},
		)
	}

	/// Notes the members on duty in the epoch that begins, once the session pallet knows them. They
	/// do not change within an epoch.
	pub(crate) fn begin_duty(epoch: EpochIndex, set: &[Exposure<T::AccountId>]) {
		MembersOnDuty::<T>::put(Self::on_duty(epoch, set));
	}

	/// Expects no blocks in the running epoch from members that are disabled in it.
	fn excuse(members: &[T::AccountId]) {
		if members.is_empty() {
			return;
		}
		DisabledMembers::<T>::mutate(|disabled| {
			let known: BTreeSet<_> = disabled.iter().cloned().collect();
			for member in members.iter().filter(|member| !known.contains(*member)) {
				// At most as many as the set, which has the same bound.
				let _ = disabled.try_push(member.clone());
			}
		});
	}

	/// The members that were disabled in the epoch that ends, for any time. Forgets them.
	pub(crate) fn take_disabled() -> KeptOf<T> {
		DisabledMembers::<T>::take()
	}

	/// Stores the confined members, and disables as many of them as the limit allows.
	fn disable(mut confined: ConfinedOf<T>) {
		let chosen = match confined.is_empty() {
			true => Vec::new(),
			false => {
				let OnDuty { members, power } = MembersOnDuty::<T>::get();
				let mut by_gravity = confined.to_vec();
				let chosen = within_limit(&mut by_gravity, members, power);
				confined = ConfinedOf::<T>::truncate_from(by_gravity);
				chosen
			},
		};
		Self::excuse(&chosen);
		ConfinedMembers::<T>::put(confined);
		T::Disabling::set_disabled(&chosen);
	}
}
