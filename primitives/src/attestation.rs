//! The attestation of hardware.

/// Tells the attestation level of a validator's hardware.
pub trait Attestation<AccountId> {
	/// The level; 0 if the hardware is not attested, or its attestation has expired.
	fn level(validator: &AccountId) -> u8;
}

/// No hardware is attested.
impl<AccountId> Attestation<AccountId> for () {
	fn level(_: &AccountId) -> u8 {
		0
	}
}
